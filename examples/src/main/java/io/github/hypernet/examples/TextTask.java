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

import ai.djl.Device;
import ai.djl.engine.Engine;

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.text.language.Corpus;
import io.github.hypernet.text.language.Vocabulary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

/**
 * A text recipe with its text.
 *
 * @param corpus the text; null where only the models matter
 * @param symbols how many different ones there are
 */
record TextTask(Corpus corpus, int symbols) implements Task {

    /** The file of a run that keeps the symbols, so that text can be sampled without the corpus. */
    static final String VOCABULARY = "vocabulary.json";

    static TextTask of(Corpus corpus) {
        return new TextTask(corpus, corpus.vocabulary().size());
    }

    static TextTask ofSymbols(int symbols) {
        return new TextTask(null, symbols);
    }

    static Vocabulary vocabulary(Path run) throws IOException {
        return Vocabulary.read(run.resolve(VOCABULARY));
    }

    @Override
    public CharacterModel open(
            String model, Hyperparameters settings, Engine engine, Device device) {
        return new CharacterModel(this, model, (TextSettings) settings, engine, device);
    }

    @Override
    public void prepare(RunFolder run) throws IOException {
        corpus.vocabulary().write(run.getPath().resolve(VOCABULARY));
    }

    /** Draws the histograms of what the cells of the models let through. */
    @Override
    public void draw(List<Experiment> models, RunFolder run) throws IOException {
        CellHistogram histogram = new CellHistogram();
        for (Experiment model : models) {
            histogram.add(model.model().getName(), ((CharacterModel) model).cellActivations());
        }
        run.write("cells.png", file -> ImageIO.write(histogram.toImage(), "png", file));
    }
}
