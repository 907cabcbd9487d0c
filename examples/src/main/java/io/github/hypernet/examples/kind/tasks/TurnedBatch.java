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

import java.util.Arrays;

/**
 * Images turned by an angle, which is their condition. Of a batch of images {@code [B, 1, H, H]} it
 * makes images {@code [B, H * H]} and the angle in radians for each, {@code [B, 1]}; the labels
 * stay.
 */
final class TurnedBatch {

    private TurnedBatch() {}

    /** Turns a batch by so many degrees. */
    static Batch of(Batch upright, double degrees) {
        NDManager manager = upright.getManager();
        NDArray images = upright.getData().head();
        int size = Math.toIntExact(images.size(2));
        int count = upright.getSize();
        double radians = Math.toRadians(degrees);
        float[] turned = new Rotation(size, radians).turn(images.toFloatArray());
        float[] angles = new float[count];
        Arrays.fill(angles, (float) radians);
        NDList data =
                new NDList(
                        manager.create(turned, new Shape(count, (long) size * size)),
                        manager.create(angles, new Shape(count, 1)));
        return new Batch(
                manager,
                data,
                upright.getLabels(),
                count,
                Batchifier.STACK,
                Batchifier.STACK,
                upright.getProgress(),
                upright.getProgressTotal());
    }

    /** Leaves a batch upright, without an angle: {@code [B, H * H]}. */
    static Batch upright(Batch batch) {
        Batch turned = of(batch, 0);
        turned.getData().remove(1);
        return turned;
    }
}
