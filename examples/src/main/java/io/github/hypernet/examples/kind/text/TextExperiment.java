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

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.DataIdentity;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.report.CellHistogram;
import io.github.hypernet.examples.report.PictureFiles;
import io.github.hypernet.text.language.Corpus;
import io.github.hypernet.text.language.Vocabulary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A text recipe with its text.
 *
 * @param corpus the text; null where only the models matter
 * @param symbols how many different ones there are
 * @param data the file or folder that the user named, or null
 * @param files the files that the text was read from
 */
record TextExperiment(Corpus corpus, int symbols, Path data, List<Path> files)
        implements Experiment<CharacterModel> {

    /** The file of a run that keeps the symbols, so that text can be sampled without the corpus. */
    static final String VOCABULARY = "vocabulary.json";

    static TextExperiment of(Corpus corpus, Path data, List<Path> files) {
        return new TextExperiment(corpus, corpus.vocabulary().size(), data, files);
    }

    static TextExperiment ofSymbols(int symbols) {
        return new TextExperiment(null, symbols, null, List.of());
    }

    static Vocabulary vocabulary(Path run) throws IOException {
        return Vocabulary.read(run.resolve(VOCABULARY));
    }

    @Override
    public CharacterModel open(String name, ModelSpec spec, Placement placement) {
        return CharacterModel.open(this, name, TextKind.FAMILIES.read(spec), placement);
    }

    @Override
    public void prepare(RunFolder run) throws IOException {
        corpus.vocabulary().write(run.getPath().resolve(VOCABULARY));
    }

    /** Takes only a text of the symbols that the run's models were trained on. */
    @Override
    public TextExperiment in(Path run) throws IOException {
        Vocabulary trained = vocabulary(run);
        if (!trained.equals(corpus.vocabulary())) {
            throw new IOException(
                    "The text has "
                            + corpus.vocabulary()
                            + ", the models of "
                            + run
                            + " were trained on "
                            + trained);
        }
        return this;
    }

    @Override
    public Optional<DataIdentity> identity() {
        Map<String, String> facts =
                Map.of(
                        "vocabulary", corpus.vocabulary().toString(),
                        "training", fact(corpus.training()),
                        "validation", fact(corpus.validation()),
                        "test", fact(corpus.test()));
        return Optional.of(new DataIdentity(data, files, facts));
    }

    private String fact(int[] part) {
        return DataIdentity.part(
                String.format(Locale.ROOT, "%,d symbols", part.length),
                !files.isEmpty(),
                out -> {
                    for (int symbol : part) {
                        out.writeInt(symbol);
                    }
                });
    }

    /** Draws the histograms of what the cells of the models let through. */
    @Override
    public void draw(List<CharacterModel> models, RunFolder run) throws IOException {
        CellHistogram histogram = new CellHistogram();
        models.forEach(model -> histogram.add(model.name(), model.cellActivations()));
        PictureFiles.writePng(run.getPath().resolve("cells.png"), histogram.toImage());
    }
}
