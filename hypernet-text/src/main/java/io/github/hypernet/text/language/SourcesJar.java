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

import io.github.hypernet.text.Utf8Text;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Corpora of Java source, by character: the files {@code *.java} of a sources jar on the class
 * path, sorted by name, one right after the other. The first 90 % are to train on, the next 5 % for
 * validation, the rest to test. Nothing is downloaded at run time.
 */
public final class SourcesJar {

    private static final String GUAVA = "com/google/common/base/Joiner.java";

    private SourcesJar() {}

    /**
     * Reads the source of Guava: 6.4 million characters, 113 symbols in version 33.4.8. Only the
     * packages {@code com.google.common} are read; next to them lies a table of Internet domains,
     * which would be a fifth of the test part and bring 400 symbols that occur nowhere else. It
     * needs a dependency:
     *
     * <pre>
     *   &lt;dependency&gt;
     *     &lt;groupId&gt;com.google.guava&lt;/groupId&gt;
     *     &lt;artifactId&gt;guava&lt;/artifactId&gt;
     *     &lt;version&gt;33.4.8-jre&lt;/version&gt;
     *     &lt;classifier&gt;sources&lt;/classifier&gt;
     *   &lt;/dependency&gt;
     * </pre>
     *
     * @return the corpus {@code "java-source"}
     * @throws IOException if the jar is not on the class path, or cannot be read
     */
    public static Corpus guava() throws IOException {
        return read(
                "java-source",
                GUAVA,
                "com/google/common/",
                "add the dependency com.google.guava:guava:33.4.8-jre with the classifier sources");
    }

    /**
     * Reads another sources jar.
     *
     * @param name what the corpus is called
     * @param resource a file of the jar, such as {@code "ai/djl/Model.java"}
     * @return the corpus
     * @throws IOException if the resource is not on the class path or not in a jar, or a source
     *     file of the jar is no text
     */
    public static Corpus containing(String name, String resource) throws IOException {
        return read(name, resource, "", "add the sources jar that holds it");
    }

    private static Corpus read(String name, String resource, String folder, String wayOut)
            throws IOException {
        URL url = find(resource);
        if (url == null) {
            throw new IOException(
                    "There is no source file "
                            + resource
                            + " on the class path to make the corpus "
                            + name
                            + " of: "
                            + wayOut);
        }
        URLConnection connection = url.openConnection();
        if (!(connection instanceof JarURLConnection inJar)) {
            throw new IOException(url + " is not in a jar: a corpus is made of a sources jar");
        }
        inJar.setUseCaches(false); // the jar is ours to close
        try (JarFile jar = inJar.getJarFile()) {
            String text = read(jar, folder);
            return Corpus.fromFiles(jar.getName(), () -> Corpus.ofText(name, text));
        }
    }

    private static URL find(String resource) {
        URL url = SourcesJar.class.getClassLoader().getResource(resource);
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return url != null || context == null ? url : context.getResource(resource);
    }

    private static String read(JarFile jar, String folder) throws IOException {
        List<JarEntry> sources =
                jar.stream()
                        .filter(entry -> entry.getName().startsWith(folder))
                        .filter(entry -> entry.getName().endsWith(".java"))
                        .sorted(Comparator.comparing(JarEntry::getName))
                        .toList();
        StringBuilder text = new StringBuilder();
        for (JarEntry source : sources) {
            String entry = source.getName().replaceAll("\\p{Cntrl}", "?");
            String name = entry + " in " + jar.getName();
            text.append(Utf8Text.decode(name, bytes(jar, source, name)));
        }
        return text.toString();
    }

    private static byte[] bytes(JarFile jar, JarEntry source, String name) throws IOException {
        try (InputStream in = jar.getInputStream(source)) {
            return in.readAllBytes();
        } catch (IOException e) {
            String reason = e.getMessage() == null ? "it is cut off" : e.getMessage();
            throw new IOException(name + " is damaged: " + reason, e);
        }
    }
}
