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
package io.github.hypernet.examples.kind;

import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.translate.TranslateException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Classifies images with the models of a kind. */
public interface ImageClassifier {

    /**
     * Classifies images.
     *
     * @param trained the model
     * @param images the images, of any size
     * @param condition what the user named for the model's weights to be made from; null if nothing
     * @param top how many classes to answer with, the most probable ones
     * @return an answer for each image
     * @throws IOException if the model cannot be read
     * @throws TranslateException if the model fails
     * @throws IllegalArgumentException if the weights are made from a condition and this is none,
     *     or one is named and they are not, or the model tells no classes
     */
    List<Classifications> classify(
            TrainedModel trained, List<Image> images, String condition, int top)
            throws IOException, TranslateException;

    /**
     * Tells whether an image is light where the images that a run's models learned are dark, or the
     * other way round.
     *
     * @param run the run's folder
     * @param image the image
     * @return true if it looks so; false where that cannot be told
     * @throws IOException if what the run keeps about its images cannot be read
     */
    boolean looksInverted(Path run, Image image) throws IOException;
}
