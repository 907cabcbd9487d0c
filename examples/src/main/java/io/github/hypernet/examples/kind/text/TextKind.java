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
package io.github.hypernet.examples.kind.text;

import io.github.hypernet.examples.kind.Benchmark;
import io.github.hypernet.examples.kind.DataOptions;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.Families;
import io.github.hypernet.examples.kind.Kind;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.Sampler;
import io.github.hypernet.text.language.Corpus;
import io.github.hypernet.text.language.PennTreebank;
import io.github.hypernet.text.language.SourcesJar;
import io.github.hypernet.text.language.TextFiles;
import io.github.hypernet.text.language.Wikipedia;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Language models of characters. */
public final class TextKind extends Kind {

    static final Families<TextSettings> FAMILIES =
            new Families<TextSettings>().add("language-model", TextSettings.class);

    private static final Map<String, TextSource> SOURCES = new LinkedHashMap<>();

    static {
        SOURCES.put(
                "java-source", new TextSource(0, false, TextKind::javaSource, data -> List.of()));
        SOURCES.put(
                "files",
                new TextSource(
                        0,
                        true,
                        (name, data) -> TextFiles.read(required(name, data)),
                        TextFiles::list));
        SOURCES.put(
                "penn-treebank",
                new TextSource(
                        50,
                        false,
                        (name, data) -> PennTreebank.fromFolder(required(name, data)),
                        PennTreebank::files));
        SOURCES.put(
                "wikipedia",
                new TextSource(
                        205,
                        false,
                        (name, data) -> Wikipedia.enwik8(required(name, data)),
                        data -> List.of(Wikipedia.enwik8File(data))));
    }

    /** Creates the kind. */
    public TextKind() {
        super("text", FAMILIES, SOURCES.keySet());
    }

    private static Corpus javaSource(String recipe, Path data) throws IOException {
        if (data != null) {
            throw new IllegalArgumentException(
                    "The recipe "
                            + recipe
                            + " has its text built in and takes no --data; for a text of your own"
                            + " use the recipe text");
        }
        return SourcesJar.guava();
    }

    private static Path required(String recipe, Path data) {
        if (data == null) {
            throw new IllegalArgumentException(
                    "The recipe " + recipe + " needs its text: name it by --data");
        }
        return data;
    }

    @Override
    public boolean needsData(Recipe recipe) {
        return SOURCES.get(recipe.data()).needsFile();
    }

    @Override
    public Experiment<?> load(Recipe recipe, DataOptions options) throws IOException {
        options.refuseToSkip(recipe);
        return read(recipe, options.path());
    }

    private static TextExperiment read(Recipe recipe, Path data) throws IOException {
        TextSource source = SOURCES.get(recipe.data());
        Corpus corpus = source.reader().read(recipe.name(), data);
        return TextExperiment.of(corpus, data, source.files().list(data));
    }

    @Override
    public Experiment<?> outline(Recipe recipe, Path data) throws IOException {
        int symbols = SOURCES.get(recipe.data()).symbols();
        return symbols > 0 ? TextExperiment.ofSymbols(symbols) : read(recipe, data);
    }

    @Override
    public Experiment<?> outlineOf(Recipe recipe, Path run) throws IOException {
        return TextExperiment.ofSymbols(TextExperiment.vocabulary(run).size());
    }

    @Override
    public Map<String, RunFile> runFiles() {
        return Map.of(TextExperiment.VOCABULARY, TextExperiment::vocabulary);
    }

    @Override
    public Optional<Sampler> sampler() {
        return Optional.of(new TextSampler());
    }

    @Override
    public Optional<Benchmark> benchmark() {
        return Optional.of(
                (recipe, models, placement, steps) ->
                        new RecurrentBenchmark(models, placement, steps).run());
    }
}
