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

import io.github.hypernet.examples.kind.JsonFields;
import io.github.hypernet.vision.data.ChannelStatistics;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Reads images.json of a run, and checks it as a whole: field by field, and against each other. */
final class ImageFormatReader {

    private static final int LONGEST_SIDE = 65_535;
    private static final int MOST_PIXELS = 16_000_000;
    private static final int MOST_CLASSES = 256;

    private final JsonFields fields;

    private ImageFormatReader(JsonFields fields) {
        this.fields = fields;
    }

    static ImageFormat read(Path file) throws IOException {
        return new ImageFormatReader(JsonFields.read(file, "the format of a run's images")).read();
    }

    private ImageFormat read() throws IOException {
        int channels = whole("channels", 3);
        if (channels == 2) {
            throw fields.refused("channels", "1 for grey or 3 for colors");
        }
        int height = whole("height", LONGEST_SIDE);
        int width = whole("width", LONGEST_SIDE);
        if ((long) height * width > MOST_PIXELS) {
            throw fields.refused("height", "smaller, for images of at most 16,000,000 pixels");
        }
        return new ImageFormat(channels, height, width, classes(), statistics(channels), border());
    }

    private int whole(String name, int most) throws IOException {
        String allowed = String.format(Locale.ROOT, "a whole number from 1 to %,d", most);
        BigDecimal value = fields.number(name, allowed);
        boolean isWhole = value.stripTrailingZeros().scale() <= 0;
        if (!isWhole || !isBetween(value, 1, most)) {
            throw fields.refused(name, allowed);
        }
        return value.intValue();
    }

    private static boolean isBetween(BigDecimal value, double least, double most) {
        return value.compareTo(BigDecimal.valueOf(least)) >= 0
                && value.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private List<String> classes() throws IOException {
        String allowed = "a list of 2 to " + MOST_CLASSES + " different names";
        List<String> names = fields.texts("classes", allowed);
        if (names.size() < 2
                || names.size() > MOST_CLASSES
                || names.stream().anyMatch(String::isBlank)
                || new HashSet<>(names).size() < names.size()) {
            throw fields.refused("classes", allowed);
        }
        return names;
    }

    private ChannelStatistics statistics(int channels) throws IOException {
        if (isAbsent("statistics")) {
            return null;
        }
        JsonFields statistics = fields.object("statistics", "an object with mean and deviation");
        float[] mean = numbers(statistics, "mean", channels, 0);
        float[] deviation = numbers(statistics, "deviation", channels, Float.MIN_VALUE);
        return new ChannelStatistics(mean, deviation);
    }

    /** Reads a number for each channel. */
    private static float[] numbers(JsonFields statistics, String name, int channels, float least)
            throws IOException {
        String allowed =
                String.format(
                        Locale.ROOT,
                        "%d number(s), one a channel, %s to 1",
                        channels,
                        least > 0 ? "above 0 and up" : "from 0");
        List<BigDecimal> numbers = statistics.numbers(name, allowed);
        if (numbers.size() != channels
                || !numbers.stream().allMatch(value -> isBetween(value, least, 1))) {
            throw statistics.refused(name, allowed);
        }
        float[] values = new float[channels];
        for (int i = 0; i < channels; ++i) {
            values[i] = numbers.get(i).floatValue();
        }
        return values;
    }

    private Float border() throws IOException {
        if (isAbsent("border")) {
            return null;
        }
        String allowed = "a number from 0 to 1";
        BigDecimal value = fields.number("border", allowed);
        if (!isBetween(value, 0, 1)) {
            throw fields.refused("border", allowed);
        }
        return value.floatValue();
    }

    private boolean isAbsent(String name) {
        return !fields.has(name) || fields.toJson().get(name).isJsonNull();
    }
}
