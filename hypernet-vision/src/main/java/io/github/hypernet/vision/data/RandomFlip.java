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
package io.github.hypernet.vision.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.util.RandomUtils;

/**
 * Mirrors images left to right, each with a probability of one half.
 *
 * <p>It takes one image {@code [channels, height, width]} or, in a few operations, a whole batch
 * {@code [batch, channels, height, width]}. The choice comes from DJL's generator of random
 * numbers: {@code Engine.setRandomSeed} makes it repeatable.
 */
public final class RandomFlip extends ImageTransform {

    @Override
    NDArray transformBatch(NDArray images) {
        int batch = Math.toIntExact(images.size(0));
        long[] rows = new long[batch];
        for (int image = 0; image < batch; ++image) {
            rows[image] = image + (RandomUtils.nextInt(2) == 0 ? 0 : batch);
        }
        NDArray both = NDArrays.concat(new NDList(images, images.flip(3)), 0);
        return both.get(new NDIndex("{}", images.getManager().create(rows)));
    }
}
