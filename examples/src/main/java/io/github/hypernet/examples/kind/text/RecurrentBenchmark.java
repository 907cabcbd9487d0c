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

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.TrainingConfig;
import ai.djl.training.optimizer.Adam;

import io.github.hypernet.examples.benchmark.Comparison;
import io.github.hypernet.examples.benchmark.StepBenchmark;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.text.language.NextSymbolLoss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times a training step of text models beside one of DJL's LSTM of the same main size. */
final class RecurrentBenchmark {

    private static final int SYMBOLS = 50;

    private final Map<String, TextSettings> models = new LinkedHashMap<>();
    private final TextSettings first;
    private final Placement placement;
    private final int steps;
    private final List<Model> open = new ArrayList<>();

    /**
     * @param models the models by name; the first sets the batch
     * @param placement where they compute
     * @param steps how many steps to time of each
     */
    RecurrentBenchmark(Map<String, ModelSpec> models, Placement placement, int steps) {
        models.forEach((name, spec) -> this.models.put(name, TextKind.FAMILIES.read(spec)));
        this.first = this.models.values().iterator().next();
        this.placement = placement;
        this.steps = steps;
    }

    void run() {
        Shape shape = new Shape(first.batchSize(), first.length());
        Comparison comparison = new Comparison(steps, shape.size(), "characters");
        try (NDManager manager = placement.engine().newBaseManager(placement.device())) {
            NDArray ids = manager.randomUniform(0, SYMBOLS, shape).toType(DataType.INT32, false);
            NDArray labels = ids.toType(DataType.FLOAT32, true);
            try (StepBenchmark benchmark = new StepBenchmark(comparison, ids, labels)) {
                benchmark.add("DJL's LSTM", open(lstm()), config());
                models.forEach(
                        (name, settings) ->
                                benchmark.add(name, open(settings.newModel(SYMBOLS)), config()));
                printTitle();
                benchmark.print();
            }
        } finally {
            open.forEach(Model::close);
        }
    }

    private void printTitle() {
        System.out.printf(
                Locale.ROOT,
                "%s, %d units, batch %d, length %d, %d symbols, median of %d%n",
                placement.engine().getEngineName(),
                first.units(),
                first.batchSize(),
                first.length(),
                SYMBOLS,
                steps);
    }

    private Model open(Block block) {
        Model model = placement.newModel("benchmark", block);
        open.add(model);
        return model;
    }

    private TrainingConfig config() {
        return new DefaultTrainingConfig(new NextSymbolLoss())
                .optOptimizer(Adam.builder().build())
                .optDevices(new Device[] {placement.device()});
    }

    private Block lstm() {
        return new SequentialBlock()
                .add(x -> new NDList(x.head().oneHot(SYMBOLS)))
                .add(
                        LSTM.builder()
                                .setStateSize(first.units())
                                .setNumLayers(first.layers())
                                .build())
                .add(Linear.builder().setUnits(SYMBOLS).build());
    }
}
