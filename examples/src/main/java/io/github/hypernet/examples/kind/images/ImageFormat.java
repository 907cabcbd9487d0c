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

import ai.djl.ndarray.types.Shape;

import io.github.hypernet.core.training.checkpoint.JsonFile;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.vision.data.ChannelStatistics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a classifier takes and answers; a run keeps it in a file, so that it is used without its
 * training images.
 *
 * @param channels 1 for grey or 3 for red, green, blue
 * @param height the height of an image
 * @param width the width of an image
 * @param classes the names of the classes, by label
 * @param statistics what images are normalized with; null if they are not
 * @param border the median of the borders of grey training images, from 0 to 1; null of images in
 *     color, and in runs of earlier versions
 */
record ImageFormat(
        long channels,
        long height,
        long width,
        List<String> classes,
        ChannelStatistics statistics,
        Float border) {

    static final String FILE = "images.json";

    Shape imageShape() {
        return new Shape(channels, height, width);
    }

    static ImageFormat of(Shape imageShape, List<String> classes) {
        return of(imageShape, classes, null, null);
    }

    static ImageFormat of(
            Shape imageShape, List<String> classes, ChannelStatistics statistics, Float border) {
        return new ImageFormat(
                imageShape.get(0),
                imageShape.get(1),
                imageShape.get(2),
                classes,
                statistics,
                border);
    }

    static ImageFormat read(Path run) throws IOException {
        return ImageFormatReader.read(run.resolve(FILE));
    }

    void write(RunFolder run) throws IOException {
        JsonFile.write(run.getPath().resolve(FILE), this);
    }
}
