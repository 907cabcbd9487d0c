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

import ai.djl.ndarray.types.Shape;

/**
 * The colors of a set of images, channel by channel, with pixels from 0 to 1.
 *
 * @param mean the mean of each channel
 * @param deviation the standard deviation of each channel
 */
public record ChannelStatistics(float[] mean, float[] deviation) {

    /** Measures images: unsigned pixels, row-major, with {@code maximum} as 1. */
    static ChannelStatistics of(Shape imageShape, int maximum, byte[] pixels) {
        int channels = Math.toIntExact(imageShape.get(0));
        int plane = Math.toIntExact(imageShape.size() / channels);
        long[] sums = new long[channels];
        long[] squares = new long[channels];
        for (int i = 0; i < pixels.length; ++i) {
            int channel = i / plane % channels;
            int value = pixels[i] & 0xff;
            sums[channel] += value;
            squares[channel] += (long) value * value;
        }
        float[] mean = new float[channels];
        float[] deviation = new float[channels];
        double count = (double) pixels.length / channels;
        for (int channel = 0; channel < channels; ++channel) {
            double average = sums[channel] / count;
            double variance = squares[channel] / count - average * average;
            mean[channel] = (float) (average / maximum);
            // of a channel that is constant, nothing is left to be scaled
            deviation[channel] = variance > 0 ? (float) (Math.sqrt(variance) / maximum) : 1;
        }
        return new ChannelStatistics(mean, deviation);
    }
}
