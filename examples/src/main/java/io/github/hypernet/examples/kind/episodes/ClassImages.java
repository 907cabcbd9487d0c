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
package io.github.hypernet.examples.kind.episodes;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.github.hypernet.examples.kind.DataIdentity;
import io.github.hypernet.vision.data.ChannelStatistics;
import io.github.hypernet.vision.data.LabeledImages;
import io.github.hypernet.vision.data.OmniglotImages;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Gray images of some classes. */
interface ClassImages {

    /** {@return the class of each image, from 0} */
    int[] labels();

    /** {@return the names of the classes} */
    List<String> names();

    /** {@return mean and deviation of the pixels, from 0 to 1} */
    ChannelStatistics statistics();

    /** {@return the images, from 0 to 1, {@code [n, 1, H, W]}} */
    NDArray toArray(NDManager manager);

    /** {@return what tells whether the images are the same, besides files that they are in} */
    String fact();

    /** Digits, of some classes of the ten. */
    record Digits(LabeledImages images, List<String> names) implements ClassImages {

        @Override
        public int[] labels() {
            return IntStream.range(0, images.size()).map(images::getLabel).toArray();
        }

        @Override
        public ChannelStatistics statistics() {
            return images.getChannelStatistics();
        }

        @Override
        public NDArray toArray(NDManager manager) {
            return images.toFloats(manager);
        }

        @Override
        public String fact() {
            return DataIdentity.part(
                    String.format(Locale.ROOT, "%,d images", images.size()),
                    false,
                    images::writeTo);
        }
    }

    /** Characters of some alphabets. */
    record Characters(OmniglotImages images) implements ClassImages {

        @Override
        public int[] labels() {
            return images.getLabels();
        }

        @Override
        public List<String> names() {
            return images.getClassNames();
        }

        @Override
        public ChannelStatistics statistics() {
            return images.getChannelStatistics();
        }

        @Override
        public NDArray toArray(NDManager manager) {
            return images.toArray(manager);
        }

        @Override
        public String fact() {
            return String.format(
                    Locale.ROOT, "%,d images of %,d characters", images.size(), names().size());
        }
    }
}
