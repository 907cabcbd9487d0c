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
package io.github.hypernet.examples.kind.tasks;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.EvaluationLoop;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.MeanSquareError;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.vision.data.ImagePixels;
import io.github.hypernet.vision.data.LabeledImages;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A function from places to brightness for each image. */
final class FunctionModel extends TaskModel {

    private static final float MAXIMUM = 255;

    private final FunctionSettings settings;

    FunctionModel(TaskImages images, String name, FunctionSettings settings, Placement placement) {
        super(images, settings, name, settings.newBlock(), placement);
        this.settings = settings;
    }

    /** Places, row and column. */
    @Override
    public Shape inputShape() {
        return new Shape(1, settings.pixels(), 2);
    }

    /** Places, and the image for each group of them. */
    @Override
    public Shape[] inputShapes() {
        return new Shape[] {inputShape(), new Shape(1, images().pixels())};
    }

    @Override
    public TrainingConfig config() {
        Optimizer adam =
                Optimizer.adam().optLearningRateTracker(settings.newLearningRates()).build();
        return config(new MeanSquareError(), adam, new SignalToNoise());
    }

    @Override
    protected void configure(TrainingLoop.Builder loop, NDManager manager) {
        LabeledImages train = images().data().train();
        LabeledImages validation = images().data().validation();
        UnaryOperator<Batch> sample = batch -> new PixelBatch(batch).sampled(settings.pixels());
        loop.setTrainingData(dataset(train, manager, true, sample))
                .optValidationData(dataset(validation, manager, false, FunctionModel::all))
                .optMaxSteps(settings.steps())
                .optEvaluationSteps(settings.evaluationSteps())
                .optClipNorm(settings.clipNorm())
                .optScore(evaluation -> -evaluation.metrics().get("Psnr"));
    }

    private Dataset dataset(
            LabeledImages images, NDManager manager, boolean shuffle, UnaryOperator<Batch> map) {
        return new MappedDataset(
                images.toDataset(manager).setSampling(settings.batchSize(), shuffle).build(),
                List.of(map));
    }

    private static Batch all(Batch images) {
        return new PixelBatch(images).all();
    }

    /** The mean peak signal-to-noise ratio, over all pixels, in decibels. */
    @Override
    public Map<String, Double> test(Path run) throws IOException, TranslateException {
        SignalToNoise ratio = new SignalToNoise();
        try (NDManager manager = model().getNDManager().newSubManager()) {
            LabeledImages test = images().data().test();
            double value =
                    EvaluationLoop.builder()
                            .setModel(model())
                            .setData(dataset(test, manager, false, FunctionModel::all))
                            .addEvaluator(ratio)
                            .build()
                            .evaluate()
                            .get(ratio.getName());
            return Map.of("psnr", value);
        }
    }

    /** Draws test images, what the models make of them, and a path between two. */
    @Override
    void draw(List<TaskModel> family, RunFolder run) throws IOException, TranslateException {
        FunctionPicture picture = new FunctionPicture(images());
        for (TaskModel model : family) {
            picture.add(model);
        }
        picture.write(run.getPath());
    }

    @Override
    String describeCondition() {
        return "an image file, such as seven.png";
    }

    @Override
    NDList readCondition(String value, NDManager manager) throws IOException {
        byte[] pixels = ImagePixels.of(ImagePixels.read(Path.of(value)), images().imageShape());
        float[][] brightness = new float[1][pixels.length];
        for (int i = 0; i < pixels.length; ++i) {
            brightness[0][i] = (pixels[i] & 0xff) / MAXIMUM;
        }
        return new NDList(manager.create(brightness));
    }

    @Override
    Block newMainNetwork() {
        return SineNet.ofUnits(settings.units());
    }

    @Override
    Scorer scorer(String condition) {
        throw new IllegalArgumentException(
                "The model "
                        + name()
                        + " makes a function of each image and tells no classes; materialize RUN"
                        + " --condition IMAGE writes that function");
    }
}
