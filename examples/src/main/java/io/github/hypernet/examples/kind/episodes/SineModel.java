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
package io.github.hypernet.examples.kind.episodes;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.TrainingConfig;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.episode.EpisodeMean;
import io.github.hypernet.core.training.EvaluationLoop;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.MeanSquareError;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.report.PictureFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A model that answers queries of a sine, of which it is given some points. */
final class SineModel extends EpisodeModel {

    private static final int EVALUATED_TOGETHER = 100;
    private static final int VALIDATION_TASKS = 200;
    private static final int TEST_TASKS = 600;
    private static final int TEST_QUERIES = 100;
    private static final long VALIDATION_SEED = 1;
    private static final long TEST_SEED = 2;
    private static final long PICTURE_SEED = 3;

    private final SineSettings settings;

    SineModel(String name, SineSettings settings, Placement placement) {
        super(settings, name, settings.newBlock(), placement);
        this.settings = settings;
    }

    /** Places, x. */
    @Override
    public Shape inputShape() {
        return new Shape(settings.episodes(), settings.queries(), 1);
    }

    /** Places, and the support set for each group of them. */
    @Override
    public Shape[] inputShapes() {
        return new Shape[] {inputShape(), new Shape(settings.episodes(), settings.shots(), 2)};
    }

    @Override
    public TrainingConfig config() {
        return new DefaultTrainingConfig(new MeanSquareError())
                .optOptimizer(
                        Optimizer.adam()
                                .optLearningRateTracker(settings.newLearningRates())
                                .build())
                .optDevices(new Device[] {model().getNDManager().getDevice()});
    }

    @Override
    protected void configure(TrainingLoop.Builder loop, NDManager manager) {
        SineTasks training =
                new SineTasks(
                        settings.episodes(),
                        settings.batches(),
                        settings.shots(),
                        settings.queries(),
                        OptionalLong.empty());
        loop.setTrainingData(training)
                .optValidationData(evaluation(VALIDATION_TASKS, VALIDATION_SEED));
    }

    /** The same tasks for all models of as many shots. */
    private SineTasks evaluation(int tasks, long seed) {
        return new SineTasks(
                EVALUATED_TOGETHER,
                tasks / EVALUATED_TOGETHER,
                settings.shots(),
                TEST_QUERIES,
                OptionalLong.of(seed));
    }

    /** The mean square error of tasks that were never seen, and half of its 95 % interval. */
    @Override
    public Map<String, Double> test(Path run) throws IOException, TranslateException {
        TaskErrors errors = new TaskErrors();
        EvaluationLoop.builder()
                .setModel(model())
                .setData(evaluation(TEST_TASKS, TEST_SEED))
                .addEvaluator(errors)
                .build()
                .evaluate();
        EpisodeMean mean = EpisodeMean.of(errors.getValues());
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("meanSquaredError", mean.mean());
        metrics.put("interval", mean.interval());
        return metrics;
    }

    /** Draws what the models make of the points of four sines. */
    @Override
    void draw(List<EpisodeModel> family, RunFolder run) throws IOException {
        SinePicture picture = new SinePicture(settings.shots(), PICTURE_SEED);
        for (EpisodeModel model : family) {
            picture.add(model);
        }
        PictureFiles.writePng(run.getPath().resolve("sines.png"), picture.toImage());
    }
}
