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
package io.github.hypernet.text.language;

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Corpora of the source files in jars on the class path. */
public class SourcesJarTest {

    private static final String A = "package a; ".repeat(5);
    private static final String B = "package b; ".repeat(5);

    @Test
    public void guavaIsACorpus() throws IOException {
        Corpus corpus = SourcesJar.guava();
        Assert.assertEquals(corpus.name(), "java-source");
        int characters =
                corpus.training().length + corpus.validation().length + corpus.test().length;
        Assert.assertEquals(characters, 6_408_953);
        Assert.assertEquals(corpus.vocabulary().size(), 113);
        Assert.assertTrue(
                corpus.vocabulary().decode(corpus.training()).startsWith("/*\n * Copyright (C)"));
    }

    @Test
    public void theSourcesOfAJarAreReadInTheOrderOfTheirNames() throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path file = folder.getPath().resolve("my-sources.jar");
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
                write(jar, "b/B.java", B);
                write(jar, "a/A.java", A);
                write(jar, "a/notes.txt", "no source");
            }
            Corpus corpus = containing(file, "b/B.java");
            String training = corpus.vocabulary().decode(corpus.training());
            Assert.assertEquals(corpus.name(), "mine");
            Assert.assertEquals(training, (A + B).substring(0, 99));
        }
    }

    @Test
    public void aSourceThatIsNoTextIsNamed() throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path file = folder.getPath().resolve("my-sources.jar");
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
                write(jar, "a/A.java", "\0");
            }
            Assert.assertEquals(
                    Assert.expectThrows(IOException.class, () -> containing(file, "a/A.java"))
                            .getMessage(),
                    "a/A.java in "
                            + file
                            + " is no text: a zero byte in line 1, at byte 0 (from 0)");
        }
    }

    private static void write(JarOutputStream jar, String name, String content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content.getBytes());
    }

    private static Corpus containing(Path jar, String resource) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            thread.setContextClassLoader(loader);
            return SourcesJar.containing("mine", resource);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    public void aMissingJarIsRefused() {
        Assert.assertEquals(
                Assert.expectThrows(
                                IOException.class,
                                () -> SourcesJar.containing("mine", "no/No.java"))
                        .getMessage(),
                "There is no source file no/No.java on the class path to make the corpus mine of:"
                        + " add the sources jar that holds it");
    }

    @Test
    public void aFileOutsideOfAJarIsRefused() {
        String resource = SourcesJarTest.class.getName().replace('.', '/') + ".class";
        Assert.assertTrue(
                Assert.expectThrows(
                                IOException.class, () -> SourcesJar.containing("mine", resource))
                        .getMessage()
                        .contains("is not in a jar"));
    }
}
