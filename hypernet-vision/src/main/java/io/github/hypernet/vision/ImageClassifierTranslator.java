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
package io.github.hypernet.vision;

import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.transform.Normalize;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import ai.djl.util.Preconditions;

import io.github.hypernet.vision.data.ChannelStatistics;
import io.github.hypernet.vision.data.ImagePixels;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import javax.imageio.ImageIO;

/**
 * Classifies images of any size with a network that was trained on {@code LabeledImages}: scales
 * them to its size as {@link ImagePixels} does, normalizes them as in training, and turns its class
 * scores into probabilities.
 *
 * <pre>
 *   try (Predictor&lt;Image, Classifications&gt; predictor = model.newPredictor(translator)) {
 *       System.out.println(predictor.predict(ImageFactory.getInstance().fromFile(path)));
 *   }
 * </pre>
 */
public final class ImageClassifierTranslator implements Translator<Image, Classifications> {

    private final Shape imageShape;
    private final List<String> classes;
    private final ChannelStatistics statistics;
    private final int topK;

    /**
     * Creates a translator.
     *
     * @param imageShape channels (1 or 3), height and width of the network's input
     * @param classes the names of the classes, by label
     * @param statistics what to normalize with; null for pixels from 0 to 1
     * @param topK how many classes a {@code Classifications} shows, the most probable ones
     * @throws IllegalArgumentException if {@code topK} is not positive
     */
    public ImageClassifierTranslator(
            Shape imageShape, List<String> classes, ChannelStatistics statistics, int topK) {
        Preconditions.checkArgument(
                topK > 0, "The number of classes to show must be positive, got " + topK);
        this.imageShape = imageShape;
        this.classes = List.copyOf(classes);
        this.statistics = statistics;
        this.topK = topK;
    }

    /** {@inheritDoc} */
    @Override
    public NDList processInput(TranslatorContext ctx, Image input) throws IOException {
        byte[] pixels = ImagePixels.of(toBufferedImage(input), imageShape);
        NDArray array =
                ctx.getNDManager()
                        .create(ByteBuffer.wrap(pixels), imageShape, DataType.UINT8)
                        .toType(DataType.FLOAT32, false)
                        .div(255);
        return new NDList(
                statistics == null
                        ? array
                        : new Normalize(statistics.mean(), statistics.deviation())
                                .transform(array));
    }

    private static BufferedImage toBufferedImage(Image image) throws IOException {
        if (image.getWrappedImage() instanceof BufferedImage buffered) {
            return buffered;
        }
        // an image of another factory of DJL's, such as OpenCV's
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        image.save(png, "png");
        return ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
    }

    /** {@inheritDoc} */
    @Override
    public Classifications processOutput(TranslatorContext ctx, NDList list) {
        return new Classifications(classes, list.singletonOrThrow().softmax(0), topK);
    }

    /** {@inheritDoc} */
    @Override
    public Batchifier getBatchifier() {
        return Batchifier.STACK;
    }
}
