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
package io.github.hypernet.examples.fuzz;

import io.github.hypernet.text.language.Corpus;
import io.github.hypernet.text.language.PennTreebank;
import io.github.hypernet.text.language.SourcesJar;
import io.github.hypernet.text.language.TextFiles;
import io.github.hypernet.text.language.Vocabulary;
import io.github.hypernet.text.language.Wikipedia;

import org.testng.Assert;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Readers of text. */
final class TextTargets {

    private static final Mutator BYTES = new ByteMutator().repeated();
    private static final Mutator TEXT =
            Mutator.oneOf(BYTES, new TokenMutator(), new TokenMutator().repeated());
    private static final Mutator ZIP = Mutator.oneOf(BYTES, Repacking.zip(TEXT));
    private static final String SOURCE = "org/example/First.java";
    private static final String WORDS = "the quick brown f\u00f6x jumps over the lazy dog\n";

    private TextTargets() {}

    static List<Target> all() {
        byte[] text = SeedFiles.text(WORDS.repeat(3));
        Map<String, byte[]> sources = new HashMap<>();
        sources.put(SOURCE, text);
        sources.put("org/example/Second.java", SeedFiles.text("class Second {}\n"));
        return List.of(
                new Target(
                        "text file",
                        SeedFiles.each("text.txt", text, SeedFiles.text("\ufeff" + WORDS)),
                        TEXT,
                        folder -> requireSane(TextFiles.read(folder.resolve("text.txt")))),
                new Target(
                        "text folder",
                        List.of(Seed.of(Map.of("a.txt", text, "b/c.txt", text))),
                        TEXT,
                        folder -> requireSane(TextFiles.read(folder))),
                new Target(
                        "Penn Treebank",
                        List.of(
                                treebank("ptb.char.", "t h e _ N _ d o g\n"),
                                treebank("ptb.", " the N dog \n")),
                        TEXT,
                        folder -> requireSane(PennTreebank.fromFolder(folder))),
                new Target(
                        "enwik8",
                        List.of(
                                Seed.of("enwik8", text),
                                Seed.of("enwik8.zip", SeedFiles.zip(Map.of("enwik8", text)))),
                        (content, other, random) ->
                                (content[0] == 'P' ? ZIP : TEXT).mutate(content, content, random),
                        TextTargets::readEnwik8),
                new Target(
                        "sources jar",
                        SeedFiles.each("sources.jar", SeedFiles.zip(sources)),
                        ZIP,
                        TextTargets::readJar),
                new Target(
                        "vocabulary.json",
                        SeedFiles.each(
                                "vocabulary.json",
                                SeedFiles.text(
                                        "{\"kind\":\"characters\",\"symbols\":[10,32,97,128512]}\n"),
                                SeedFiles.text(
                                        "{\"kind\":\"bytes\",\"symbols\":[10,32,97,255]}\n")),
                        TEXT,
                        TextTargets::readVocabulary));
    }

    private static Seed treebank(String begin, String line) {
        byte[] text = SeedFiles.text(line.repeat(3));
        return Seed.of(
                Map.of(
                        begin + "train.txt", text,
                        begin + "valid.txt", text,
                        begin + "test.txt", text));
    }

    /** The benchmark's 100 MB are too large for many tries: a small one has to be refused. */
    private static void readEnwik8(Path folder) throws IOException, Refusal {
        try {
            requireSane(Wikipedia.enwik8(folder));
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().contains("100,000,000")) {
                throw new Refusal(e.getMessage());
            }
            throw e;
        }
    }

    private static void readJar(Path folder) throws IOException {
        URL jar = folder.resolve("sources.jar").toUri().toURL();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, null)) {
            thread.setContextClassLoader(loader);
            if (loader.getResource(SOURCE) == null) {
                throw new IOException(jar + " does not hold it");
            }
            requireSane(SourcesJar.containing("sources", SOURCE));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void readVocabulary(Path folder) throws IOException {
        Vocabulary vocabulary = Vocabulary.read(folder.resolve("vocabulary.json"));
        Assert.assertTrue(vocabulary.size() > 0 && vocabulary.size() < 1000, vocabulary + "");
        String text = vocabulary.decode(0, vocabulary.size() - 1);
        Assert.assertFalse(text.isEmpty(), vocabulary + "");
    }

    private static void requireSane(Corpus corpus) {
        int size = corpus.vocabulary().size();
        for (int[] part : List.of(corpus.training(), corpus.validation(), corpus.test())) {
            Assert.assertTrue(part.length >= 2 && part.length < 300_000, part.length + " symbols");
            for (int id : part) {
                Assert.assertTrue(id >= 0 && id < size, "id " + id);
            }
        }
    }
}
