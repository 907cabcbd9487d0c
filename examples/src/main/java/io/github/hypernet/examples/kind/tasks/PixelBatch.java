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
import ai.djl.training.dataset.Batch;
import ai.djl.translate.Batchifier;
import ai.djl.util.RandomUtils;

import java.util.stream.IntStream;

/**
 * Images as functions from places to brightness. Of a batch of images {@code [B, 1, H, H]} it makes
 * the places {@code [B, P, 2]}, row and column from -1 to 1, with the images {@code [B, H * H]} as
 * their condition, and the labels {@code [B, P, 1]}, the brightness there.
 */
final class PixelBatch {

    private final Batch images;
    private final int size;

    /** Takes a batch of images. */
    PixelBatch(Batch images) {
        this.images = images;
        size = Math.toIntExact(images.getData().head().size(2));
    }

    /** Takes all pixels. */
    Batch all() {
        return of(IntStream.range(0, size * size).toArray());
    }

    /** Takes pixels at random, the same of each image, with DJL's random numbers. */
    Batch sampled(int count) {
        return of(
                IntStream.generate(() -> RandomUtils.nextInt(size * size)).limit(count).toArray());
    }

    private Batch of(int[] pixels) {
        NDManager manager = images.getManager();
        long count = images.getSize();
        NDArray flat = images.getData().head().reshape(count, (long) size * size);
        float[] brightness = flat.toFloatArray();
        float[] places = new float[Math.toIntExact(count * pixels.length * 2)];
        float[] labels = new float[Math.toIntExact(count * pixels.length)];
        for (int i = 0; i < labels.length; ++i) {
            int pixel = pixels[i % pixels.length];
            places[2 * i] = place(pixel / size);
            places[2 * i + 1] = place(pixel % size);
            labels[i] = brightness[i / pixels.length * size * size + pixel];
        }
        return new Batch(
                manager,
                new NDList(manager.create(places, new Shape(count, pixels.length, 2)), flat),
                new NDList(manager.create(labels, new Shape(count, pixels.length, 1))),
                images.getSize(),
                Batchifier.STACK,
                Batchifier.STACK,
                images.getProgress(),
                images.getProgressTotal());
    }

    private float place(int index) {
        return 2f * index / (size - 1) - 1;
    }
}
