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
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * README and docs/ keep their word: their Java compiles, runs, and prints what the page says; the
 * classes they show are files of the tests; their links lead somewhere.
 */
public class DocumentationTest extends InFolder {

    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern CLASS =
            Pattern.compile("(?m)^public [\\w ]*?(?:class|record) (\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern LICENSE = Pattern.compile("^/\\*.*?\\*/\n", Pattern.DOTALL);

    @DataProvider
    public Iterator<Object[]> pages() throws IOException {
        List<Object[]> pages = new ArrayList<>();
        for (String name : List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md")) {
            pages.add(new Object[] {ROOT.resolve(name)});
        }
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .forEach(file -> pages.add(new Object[] {file}));
        }
        return pages.iterator();
    }

    @Test(dataProvider = "pages")
    public void theJavaOfAPageCompilesAndRuns(Path page) throws Exception {
        String text = Files.readString(page);
        for (Matcher java = JAVA.matcher(text); java.find(); ) {
            String code = java.group(1);
            Matcher inPackage = PACKAGE.matcher(code);
            if (inPackage.find()) {
                String file = inPackage.group(1).replace('.', '/') + "/" + name(code) + ".java";
                Assert.assertEquals(code, testSource(file), page + " shows " + file);
                compile(Files.createDirectories(folder().resolve(file).getParent()), code);
            } else {
                String printed = run(code).strip();
                Assert.assertTrue(text.contains(printed), page + " does not show: " + printed);
            }
        }
    }

    private static String name(String code) {
        Matcher matcher = CLASS.matcher(code);
        Assert.assertTrue(matcher.find(), code);
        return matcher.group(1);
    }

    /** Returns a file of a module's tests, without its licence. */
    private static String testSource(String file) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            Path source =
                    modules.map(module -> module.resolve("src/test/java").resolve(file))
                            .filter(Files::isRegularFile)
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no test file " + file));
            return LICENSE.matcher(Files.readString(source)).replaceFirst("");
        }
    }

    /** Compiles an example, statements after imports, as a class of its own, and runs it. */
    private String run(String example) throws Exception {
        compile(
                folder(),
                lines(example, true)
                        + "public class Example {\n"
                        + "public static void main(String[] args) throws Exception {\n"
                        + lines(example, false)
                        + "}\n}\n");
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

    private void compile(Path place, String code) throws IOException {
        Path source = place.resolve(name(code) + ".java");
        Files.writeString(source, code);
        String libraries =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int result =
                compiler.run(
                        null,
                        null,
                        errors,
                        "-d",
                        folder().toString(),
                        "-classpath",
                        folder() + System.getProperty("path.separator") + libraries,
                        "-proc:none",
                        source.toString());
        Assert.assertEquals(result, 0, errors.toString(StandardCharsets.UTF_8));
    }

    private static String lines(String example, boolean imports) {
        return example.lines()
                .filter(line -> line.startsWith("import ") == imports)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test(dataProvider = "pages")
    public void theLinksOfAPageLeadSomewhere(Path page) throws IOException {
        for (Matcher link = LINK.matcher(Files.readString(page)); link.find(); ) {
            Path target = page.resolveSibling(link.group(1));
            Assert.assertTrue(Files.exists(target), page + " links to " + link.group(1));
        }
    }
}
