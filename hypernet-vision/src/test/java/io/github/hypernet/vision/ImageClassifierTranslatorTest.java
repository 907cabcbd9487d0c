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

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.vision.data.ChannelStatistics;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.util.List;

/** Images of any size through a Predictor. */
public class ImageClassifierTranslatorTest {

    private static final List<String> COLORS = List.of("red", "green", "blue");

    private static Image image(int width, int height, int color) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; ++i) {
            image.setRGB(i % width, i / width, color);
        }
        return ImageFactory.getInstance().fromImage(image);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void scalesNormalizesAndNamesTheClasses(String engine) throws Exception {
        // scores are the mean colors
        LambdaBlock network =
                LambdaBlock.singleton(
                        images -> images.reshape(-1, 3, 16).mean(new int[] {2}).mul(5), "mean");
        ChannelStatistics statistics =
                new ChannelStatistics(
                        new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.25f, 0.25f, 0.25f});
        try (Model model = Model.newInstance("colors", Device.cpu(), engine)) {
            network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 3, 4, 4));
            model.setBlock(network);
            var translator =
                    new ImageClassifierTranslator(new Shape(3, 4, 4), COLORS, statistics, 2);
            try (Predictor<Image, Classifications> predictor = model.newPredictor(translator)) {
                List<Classifications> answers =
                        predictor.batchPredict(
                                List.of(image(40, 30, 0x0000ff), image(3, 3, 0xff8000)));
                Assert.assertEquals(answers.get(0).best().getClassName(), "blue");
                Assert.assertEquals(answers.get(1).best().getClassName(), "red");
                // (1 - 0.5) / 0.25 * 5 = 10 and -10
                Assert.assertEquals(answers.get(0).best().getProbability(), 1, 1e-6);
                Assert.assertEquals(answers.get(1).topK(2).get(1).getClassName(), "green");
                double green = answers.get(1).get("green").getProbability();
                Assert.assertEquals(green, 1 / (1 + Math.exp(10 - 20 * (128 / 255.0 - 0.5))), 1e-5);
            }
        }
    }

    @Test
    public void noClassesToShowAreRefused() {
        Assert.expectThrows(
                IllegalArgumentException.class,
                () -> new ImageClassifierTranslator(new Shape(3, 4, 4), COLORS, null, 0));
    }
}
