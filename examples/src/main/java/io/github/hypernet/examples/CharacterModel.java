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
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Batch;

import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.text.language.BitsPerCharacter;
import io.github.hypernet.text.language.LanguageModel;
import io.github.hypernet.text.language.NextSymbolLoss;
import io.github.hypernet.text.language.TextBatches;
import io.github.hypernet.text.recurrent.RecurrentTrace;

import java.util.Arrays;
import java.util.Map;

/** A character language model of a recipe. */
final class CharacterModel extends Experiment {

    private static final int VALIDATION_ROWS = 128;
    // few, for each row begins without a past
    private static final int TEST_ROWS = 16;
    private static final int TRACED = 2000;

    private final TextTask task;
    private final TextSettings settings;

    CharacterModel(
            TextTask task, String name, TextSettings settings, Engine engine, Device device) {
        super(name, settings, settings.newModel(task.symbols()), engine, device);
        this.task = task;
        this.settings = settings;
    }

    LanguageModel languageModel() {
        return (LanguageModel) block();
    }

    @Override
    Shape inputShape() {
        return new Shape(settings.batchSize(), settings.length());
    }

    @Override
    TrainingConfig config() {
        return adam(new NextSymbolLoss(), settings.learningRate(), new BitsPerCharacter());
    }

    @Override
    void check() {
        trainingData();
    }

    private TextBatches trainingData() {
        return TextBatches.ofFullRows(
                task.corpus().training(), settings.batchSize(), settings.length());
    }

    @Override
    void configure(TrainingLoop.Builder loop, NDManager manager) {
        loop.setTrainingData(trainingData())
                .optValidationData(rows(task.corpus().validation(), VALIDATION_ROWS))
                .optInitialState(languageModel().getInitialState())
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
    Map<String, Double> test() {
        BitsPerCharacter bits = new BitsPerCharacter();
        bits.addAccumulator("");
        try (NDManager manager = model().getNDManager().newSubManager()) {
            ParameterStore store = new ParameterStore(manager, false);
            NDList state = null;
            for (Batch batch : rows(task.corpus().test(), TEST_ROWS).getData(manager)) {
                try (batch;
                        NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    NDList inputs = new NDList(batch.getData());
                    if (state != null) {
                        inputs.addAll(state);
                    }
                    NDList outputs = block().forward(store, inputs, false);
                    bits.updateAccumulator("", batch.getLabels(), outputs);
                    NDList next = outputs.subNDList(1);
                    next.attach(manager);
                    NDScope.unregister(next);
                    if (state != null) {
                        state.close();
                    }
                    state = next;
                }
            }
        }
        return Map.of("testBitsPerCharacter", (double) bits.getAccumulator(""));
    }

    /** Returns what the last layer's cell lets through, over the begin of the validation text. */
    float[] cellActivations() {
        int[] ids = task.corpus().validation();
        int[] begin = Arrays.copyOf(ids, Math.min(ids.length, TRACED));
        try (NDManager manager = model().getNDManager().newSubManager()) {
            NDArray input = manager.create(begin, new Shape(1, begin.length));
            RecurrentTrace trace =
                    languageModel()
                            .getRecurrent()
                            .trace(new ParameterStore(manager, false), new NDList(input));
            return trace.activations().get(settings.layers() - 1).toFloatArray();
        }
    }
}
