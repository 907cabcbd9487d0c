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
package io.github.hypernet.examples.kind.images;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.translate.TranslateException;

import io.github.hypernet.examples.kind.ImageClassifier;
import io.github.hypernet.examples.kind.TrainedModel;
import io.github.hypernet.vision.ImageClassifierTranslator;
import io.github.hypernet.vision.data.ImagePixels;
import io.github.hypernet.vision.data.LabeledImages;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Classifies images with the models of a run, and knows what its training images looked like. */
final class RunClassifier implements ImageClassifier {

    /** What of 1 is dark, and light from the other end: between them nothing is told. */
    private static final float DARK = 0.25f;

    @Override
    public List<Classifications> classify(
            TrainedModel trained, List<Image> images, String condition, int top)
            throws IOException, TranslateException {
        ImageExperiment experiment = ImageExperiment.of(trained.run());
        ImageFormat format = experiment.format();
        ImageClassifierTranslator translator =
                new ImageClassifierTranslator(
                        format.imageShape(), format.classes(), format.statistics(), top);
        List<Classifications> answers = new ArrayList<>();
        try (Classifier classifier = trained.open(experiment);
                Predictor<Image, Classifications> predictor =
                        classifier.model().newPredictor(translator)) {
            classifier.refuseCondition(condition);
            for (Image image : images) {
                answers.add(predictor.predict(image));
            }
        }
        return answers;
    }

    @Override
    public boolean looksInverted(Path run, Image image) throws IOException {
        ImageFormat format = ImageFormat.read(run);
        if (format.border() == null
                || !(image.getWrappedImage() instanceof BufferedImage picture)) {
            return false;
        }
        byte[] pixels = ImagePixels.of(picture, format.imageShape());
        float border =
                new LabeledImages(format.imageShape(), 255, pixels, new byte[1]).getBorderMedian();
        return isDark(border) && isDark(1 - format.border())
                || isDark(1 - border) && isDark(format.border());
    }

    private static boolean isDark(float brightness) {
        return brightness < DARK;
    }
}
