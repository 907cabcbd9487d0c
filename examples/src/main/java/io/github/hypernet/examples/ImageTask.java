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
import ai.djl.ndarray.NDManager;

import io.github.hypernet.core.training.RunFolder;
import io.github.hypernet.vision.KernelPicture;

import java.io.IOException;
import java.util.List;

import javax.imageio.ImageIO;

/**
 * An image recipe with its images.
 *
 * @param recipe the recipe
 * @param images the images; null where only the models matter
 */
record ImageTask(ImageRecipe recipe, ImageData images) implements Task {

    @Override
    public Classifier open(String model, Hyperparameters settings, Engine engine, Device device) {
        return new Classifier(this, model, (ImageSettings) settings, engine, device);
    }

    /** Draws the second kernels, learned and generated. */
    @Override
    public void draw(List<Experiment> models, RunFolder run) throws IOException {
        KernelPicture picture = new KernelPicture();
        for (Experiment experiment : models) {
            Classifier classifier = (Classifier) experiment;
            NDManager manager = classifier.model().getNDManager();
            String title = classifier.isHyper() ? "generated" : "learned";
            picture.add("Second kernel, " + title, classifier.secondKernel(manager));
        }
        run.write("kernels.png", file -> ImageIO.write(picture.toImage(), "png", file));
    }
}
