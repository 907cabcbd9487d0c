/*
 * Copyright 2026 The Hypernet developers
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is
 * distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and limitations under the License.
 */
package io.github.hypernet.examples;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The README's Java compiles, runs, and prints what the README says. */
public class ReadmeTest extends InFolder {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    public void theExamplesCompileAndRun() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        List<String> examples =
                JAVA.matcher(readme)
                        .results()
                        .map((MatchResult example) -> example.group(1))
                        .toList();
        Assert.assertFalse(examples.isEmpty());
        for (String example : examples) {
            String printed = run(example);
            Assert.assertFalse(printed.isBlank());
            Assert.assertTrue(readme.contains(printed.strip()), printed);
        }
    }

    /** Compiles an example, statements after imports, as a class of its own, and runs it. */
    private String run(String example) throws Exception {
        String imports = lines(example, true);
        String statements = lines(example, false);
        Path source = folder().resolve("Example.java");
        Files.writeString(
                source,
                imports
                        + "public class Example {\n"
                        + "public static void main(String[] args) throws Exception {\n"
                        + statements
                        + "}\n}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        int code =
                compiler.run(
                        null,
                        null,
                        errors,
                        "-d",
                        folder().toString(),
                        "-classpath",
                        classPath,
                        "-proc:none",
                        source.toString());
        Assert.assertEquals(code, 0, errors.toString(StandardCharsets.UTF_8));

        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder().toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Example")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static String lines(String example, boolean imports) {
        return example.lines()
                .filter(line -> line.startsWith("import ") == imports)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
