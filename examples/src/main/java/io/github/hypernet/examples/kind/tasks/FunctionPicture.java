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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.TranslateException;

import io.github.hypernet.examples.report.ImageRows;
import io.github.hypernet.examples.report.PictureFiles;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The picture of functions of images: some images, what models make of them, and what they make of
 * the mixtures on the way from the first to the second.
 */
final class FunctionPicture {

    private static final int IMAGES = 10;

    private final TaskImages images;
    private final ImageRows rows;
    private boolean begun;

    FunctionPicture(TaskImages images) {
        this.images = images;
        int side = (int) images.imageShape().get(1);
        rows = new ImageRows(side, side);
    }

    /** Adds what a model makes of the first test images. */
    void add(TaskModel model) throws IOException, TranslateException {
        try (NDManager manager = model.model().getNDManager().newSubManager();
                Batch first =
                        images.data()
                                .test()
                                .toDataset(manager)
                                .setSampling(IMAGES, false)
                                .build()
                                .getData(manager)
                                .iterator()
                                .next();
                Batch all = new PixelBatch(first).all()) {
            NDList input = all.getData(); // [B, P, 2], [B, P]
            NDArray ends = input.get(1);
            if (!begun) {
                begun = true;
                rows.add("images", split(ends));
            }
            ParameterStore store = new ParameterStore(manager, false);
            rows.add(model.name(), split(model.block().forward(store, input, false).head()));
            NDArray path = path(ends);
            NDList mixed = new NDList(input.head().get(":" + path.size(0)), path);
            rows.add(
                    model.name() + ", image 1 mixed with 2",
                    split(model.block().forward(store, mixed, false).head()));
        }
    }

    /** Returns mixtures of the first two images, from one to the other, as many as images. */
    private static NDArray path(NDArray ends) {
        NDArray weights = ends.getManager().linspace(0, 1, IMAGES).reshape(IMAGES, 1);
        NDArray first = ends.get("0:1"); // [1, P]
        return ends.get("1:2").sub(first).mul(weights).add(first);
    }

    private float[][] split(NDArray array) {
        int pixels = images.pixels();
        float[] values = array.reshape(new Shape(array.size())).toFloatArray();
        float[][] split = new float[values.length / pixels][pixels];
        for (int i = 0; i < values.length; ++i) {
            split[i / pixels][i % pixels] = values[i];
        }
        return split;
    }

    /** Writes the picture: reconstructions.png and .svg. */
    void write(Path run) throws IOException {
        PictureFiles.write(run, "reconstructions", rows);
    }
}
