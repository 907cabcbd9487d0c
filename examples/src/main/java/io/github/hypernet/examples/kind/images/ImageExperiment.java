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

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.DataIdentity;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.report.PictureFiles;
import io.github.hypernet.vision.KernelPicture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An image recipe with its images.
 *
 * @param format what the models take and answer
 * @param images the images; null where only the models matter
 */
record ImageExperiment(ImageFormat format, ImageData images) implements Experiment<Classifier> {

    /** The channels of the kernels that are drawn: Figs. 12 and 13. */
    private static final int[] DRAWN_CHANNELS = {16, 32};

    /** The models of a run, without its images. */
    static ImageExperiment of(Path run) throws IOException {
        return new ImageExperiment(ImageFormat.read(run), null);
    }

    @Override
    public Classifier open(String name, ModelSpec spec, Placement placement) {
        return new Classifier(this, name, ImageKind.FAMILIES.read(spec), placement);
    }

    @Override
    public void prepare(RunFolder run) throws IOException {
        format.write(run);
    }

    /** Takes the images as the run's models were trained to. */
    @Override
    public ImageExperiment in(Path run) throws IOException {
        ImageFormat trained = ImageFormat.read(run);
        if (!trained.classes().equals(format.classes())) {
            throw new IOException(
                    "The images have the classes "
                            + format.classes()
                            + ", the models of "
                            + run
                            + " were trained on "
                            + trained.classes());
        }
        if (!trained.imageShape().equals(format.imageShape())) {
            throw new IOException(
                    "The images have the shape "
                            + format.imageShape()
                            + " (channels, height, width), the models of "
                            + run
                            + " were trained on "
                            + trained.imageShape());
        }
        return new ImageExperiment(trained, images);
    }

    @Override
    public Optional<DataIdentity> identity() {
        return Optional.of(images.identity());
    }

    /** Draws kernels of the models side by side, learned and generated, a row a size. */
    @Override
    public void draw(List<Classifier> models, RunFolder run) throws IOException {
        KernelPicture picture = new KernelPicture();
        for (int channels : DRAWN_CHANNELS) {
            picture.addRow();
            models.forEach(model -> model.drawKernel(channels, picture));
        }
        PictureFiles.write(run.getPath(), "kernels", picture);
    }
}
