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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.EvaluationLoop;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.DataOptions;
import io.github.hypernet.examples.kind.Default;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.Families;
import io.github.hypernet.examples.kind.Hyperparameters;
import io.github.hypernet.examples.kind.Kind;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.OpenModel;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Range;
import io.github.hypernet.examples.kind.Recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A kind of experiments that is not the app's: one class, and a line where kinds are listed. */
public final class LineKind extends Kind {

    private static final Families<Settings> FAMILIES =
            new Families<Settings>().add("linear", Settings.class);

    /** How many models were built. */
    static final AtomicInteger OPENED = new AtomicInteger();

    /** The settings of a line. */
    record Settings(
            float slope,
            @Range(least = 1) int epochs,
            @Default("10") @Range(least = 1) int patience,
            @Default("0.1") @Range(above = 0) float learningRate)
            implements Hyperparameters {}

    /** Creates the kind. */
    public LineKind() {
        super("lines", FAMILIES, List.of("points"));
    }

    @Override
    public Experiment<?> load(Recipe recipe, DataOptions options) {
        options.refuseToSkip(recipe);
        return new Points();
    }

    @Override
    public Experiment<?> outline(Recipe recipe, Path data) {
        return new Points();
    }

    /** Points between -1 and 1. */
    private record Points() implements Experiment<Line> {

        @Override
        public Line open(String name, ModelSpec spec, Placement placement) {
            return new Line(name, FAMILIES.read(spec), placement);
        }

        @Override
        public void draw(List<Line> models, RunFolder run) throws IOException {
            Files.writeString(run.getPath().resolve("lines.txt"), models.size() + " lines");
        }
    }

    /** A line through points. */
    private static final class Line extends OpenModel {

        private final Settings settings;

        Line(String name, Settings settings, Placement placement) {
            super(placement.newModel(name, Linear.builder().setUnits(1).build()), settings);
            this.settings = settings;
            OPENED.incrementAndGet();
        }

        @Override
        public Shape inputShape() {
            return new Shape(1, 1);
        }

        @Override
        public TrainingConfig config() {
            return adam(Loss.l2Loss(), settings.learningRate(), Loss.l2Loss("squares"));
        }

        @Override
        protected void configure(TrainingLoop.Builder loop, NDManager manager) {
            loop.setTrainingData(points(manager)).optValidationData(points(manager));
        }

        private ArrayDataset points(NDManager manager) {
            NDArray x = manager.linspace(-1, 1, 32).reshape(32, 1);
            return new ArrayDataset.Builder()
                    .setData(x)
                    .optLabels(x.mul(settings.slope()))
                    .setSampling(8, false)
                    .build();
        }

        @Override
        public Map<String, Double> test(Path run) throws IOException, TranslateException {
            Loss loss = Loss.l2Loss();
            try (NDManager manager = model().getNDManager().newSubManager()) {
                Map<String, Double> values =
                        EvaluationLoop.builder()
                                .setModel(model())
                                .setData(points(manager))
                                .addEvaluator(loss)
                                .build()
                                .evaluate();
                return Map.of("testLoss", values.get(loss.getName()));
            }
        }
    }
}
