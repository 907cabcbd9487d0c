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

/** Classifies images with a model of a run, under a condition that the user names. */
final class TaskClassifier implements ImageClassifier {

    /** The images are light strokes on black: their border is lighter than this if inverted. */
    private static final float LIGHT = 0.75f;

    @Override
    public List<Classifications> classify(
            TrainedModel trained, List<Image> images, String condition, int top)
            throws IOException, TranslateException {
        TaskImages outline = TaskImages.outlineOf(trained.run());
        try (TaskModel model = trained.open(new TaskExperiment(outline))) {
            TaskModel.Scorer scorer = model.scorer(condition);
            model.model().setBlock(scorer.network());
            ImageClassifierTranslator translator =
                    new ImageClassifierTranslator(
                            outline.imageShape(), scorer.classes(), null, top);
            List<Classifications> answers = new ArrayList<>();
            try (Predictor<Image, Classifications> predictor =
                    model.model().newPredictor(translator)) {
                for (Image image : images) {
                    answers.add(predictor.predict(image));
                }
            }
            return answers;
        }
    }

    @Override
    public boolean looksInverted(Path run, Image image) throws IOException {
        TaskImages outline = TaskImages.outlineOf(run);
        if (!(image.getWrappedImage() instanceof BufferedImage picture)) {
            return false;
        }
        byte[] pixels = ImagePixels.of(picture, outline.imageShape());
        return new LabeledImages(outline.imageShape(), 255, pixels, new byte[1]).getBorderMedian()
                > LIGHT;
    }
}
