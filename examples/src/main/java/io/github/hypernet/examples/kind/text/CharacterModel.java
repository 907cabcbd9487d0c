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

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.TrainingConfig;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.EvaluationLoop;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.examples.kind.OpenModel;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.text.language.BitsPerCharacter;
import io.github.hypernet.text.language.LanguageModel;
import io.github.hypernet.text.language.NextSymbolLoss;
import io.github.hypernet.text.language.TextBatches;
import io.github.hypernet.text.recurrent.RecurrentTrace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** A character language model of a recipe. */
final class CharacterModel extends OpenModel {

    private static final int VALIDATION_ROWS = 128;
    // few, for each row begins without a past
    private static final int TEST_ROWS = 16;
    private static final int TRACED = 2000;

    private final TextExperiment experiment;
    private final TextSettings settings;
    private final LanguageModel languageModel;

    private CharacterModel(
            TextExperiment experiment,
            TextSettings settings,
            LanguageModel languageModel,
            Model model) {
        super(model, settings);
        this.experiment = experiment;
        this.settings = settings;
        this.languageModel = languageModel;
    }

    static CharacterModel open(
            TextExperiment experiment, String name, TextSettings settings, Placement placement) {
        LanguageModel block = settings.newModel(experiment.symbols());
        return new CharacterModel(experiment, settings, block, placement.newModel(name, block));
    }

    LanguageModel languageModel() {
        return languageModel;
    }

    @Override
    public Shape inputShape() {
        return new Shape(settings.batchSize(), settings.length());
    }

    @Override
    protected String origin(Path run) {
        return String.format(
                Locale.ROOT,
                "the run's settings and %s, which names %d symbols",
                run.resolve(TextExperiment.VOCABULARY),
                experiment.symbols());
    }

    @Override
    public TrainingConfig config() {
        return adam(new NextSymbolLoss(), settings.learningRate(), new BitsPerCharacter());
    }

    @Override
    public void check() {
        trainingData();
    }

    private TextBatches trainingData() {
        return TextBatches.ofFullRows(
                experiment.corpus().training(), settings.batchSize(), settings.length());
    }

    @Override
    protected void configure(TrainingLoop.Builder loop, NDManager manager) {
        loop.setTrainingData(trainingData())
                .optValidationData(rows(experiment.corpus().validation(), VALIDATION_ROWS))
                .optInitialState(languageModel.getInitialState())
                .optClipNorm(settings.clipNorm())
                .optMaxSteps(settings.steps())
                .optEvaluationSteps(settings.evaluationSteps());
    }

    /** Cuts a text into rows, but not into ones that are shorter than a window. */
    private TextBatches rows(int[] ids, int most) {
        int rows = Math.max(1, Math.min(most, ids.length / settings.length()));
        return TextBatches.ofAll(ids, rows, settings.length());
    }

    /** Bits per character of the whole test text. */
    @Override
    public Map<String, Double> test(Path run) throws IOException, TranslateException {
        BitsPerCharacter bits = new BitsPerCharacter();
        Map<String, Double> values =
                EvaluationLoop.builder()
                        .setModel(model())
                        .setData(rows(experiment.corpus().test(), TEST_ROWS))
                        .addEvaluator(bits)
                        .optInitialState(languageModel.getInitialState())
                        .build()
                        .evaluate();
        return Map.of("testBitsPerCharacter", values.get(bits.getName()));
    }

    /** Returns what the last layer's cell lets through, over the begin of the validation text. */
    float[] cellActivations() {
        int[] ids = experiment.corpus().validation();
        int[] begin = Arrays.copyOf(ids, Math.min(ids.length, TRACED));
        try (NDManager manager = model().getNDManager().newSubManager()) {
            NDArray input = manager.create(begin, new Shape(1, begin.length));
            RecurrentTrace trace =
                    languageModel
                            .getRecurrent()
                            .trace(new ParameterStore(manager, false), new NDList(input));
            return trace.activations().get(settings.layers() - 1).toFloatArray();
        }
    }
}
