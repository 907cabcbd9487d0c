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

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.hypernet.core.training.checkpoint.JsonFile;
import io.github.hypernet.vision.data.ChannelStatistics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads images.json of a run, and checks it as a whole: field by field, and against each other. */
final class ImageFormatReader {

    private static final int LONGEST_SIDE = 65_535;
    private static final int MOST_PIXELS = 16_000_000;
    private static final int MOST_CLASSES = 256;
    private static final int LONGEST_VALUE = 60;

    private final Path file;
    private final JsonObject fields;

    private ImageFormatReader(Path file, JsonObject fields) {
        this.file = file;
        this.fields = fields;
    }

    static ImageFormat read(Path file) throws IOException {
        JsonObject fields =
                JsonFile.read(
                        file, JsonObject.class, "the format of a run's images", object -> true);
        return new ImageFormatReader(file, fields).read();
    }

    private ImageFormat read() throws IOException {
        int channels = whole("channels", 3);
        if (channels == 2) {
            throw refused("channels", "1 for grey or 3 for colors");
        }
        int height = whole("height", LONGEST_SIDE);
        int width = whole("width", LONGEST_SIDE);
        if ((long) height * width > MOST_PIXELS) {
            throw refused("height", "smaller, for images of at most 16,000,000 pixels");
        }
        return new ImageFormat(channels, height, width, classes(), statistics(channels), border());
    }

    private int whole(String name, int most) throws IOException {
        String allowed = String.format(Locale.ROOT, "a whole number from 1 to %,d", most);
        Double value = number(fields.get(name));
        if (value == null || value != Math.rint(value) || value < 1 || value > most) {
            throw refused(name, allowed);
        }
        return value.intValue();
    }

    private List<String> classes() throws IOException {
        String allowed = "a list of 2 to " + MOST_CLASSES + " different names";
        if (!(fields.get("classes") instanceof JsonArray array)
                || array.size() < 2
                || array.size() > MOST_CLASSES) {
            throw refused("classes", allowed);
        }
        List<String> names = new ArrayList<>();
        Set<String> different = new HashSet<>();
        for (JsonElement element : array) {
            boolean isText = element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
            if (!isText
                    || element.getAsString().isBlank()
                    || !different.add(element.getAsString())) {
                throw refused("classes", allowed + ", not " + shown(element));
            }
            names.add(element.getAsString());
        }
        return names;
    }

    private ChannelStatistics statistics(int channels) throws IOException {
        if (isAbsent("statistics")) {
            return null;
        }
        if (!(fields.get("statistics") instanceof JsonObject statistics)) {
            throw refused("statistics", "an object with mean and deviation");
        }
        float[] mean = numbers(statistics, "mean", channels, 0);
        float[] deviation = numbers(statistics, "deviation", channels, Float.MIN_VALUE);
        return new ChannelStatistics(mean, deviation);
    }

    /** Reads a number for each channel. */
    private float[] numbers(JsonObject statistics, String name, int channels, float least)
            throws IOException {
        String allowed =
                String.format(
                        Locale.ROOT,
                        "%d number(s), one a channel, %s to 1",
                        channels,
                        least > 0 ? "above 0 and up" : "from 0");
        float[] values = new float[channels];
        boolean right = statistics.get(name) instanceof JsonArray array && array.size() == channels;
        for (int i = 0; right && i < channels; ++i) {
            Double value = number(statistics.getAsJsonArray(name).get(i));
            right = value != null && value >= least && value <= 1;
            values[i] = right ? value.floatValue() : 0;
        }
        if (!right) {
            throw refused("statistics." + name, allowed, statistics.get(name));
        }
        return values;
    }

    private Float border() throws IOException {
        if (isAbsent("border")) {
            return null;
        }
        Double value = number(fields.get("border"));
        if (value == null || !(value >= 0 && value <= 1)) {
            throw refused("border", "a number from 0 to 1");
        }
        return value.floatValue();
    }

    private boolean isAbsent(String name) {
        return !fields.has(name) || fields.get(name).isJsonNull();
    }

    private static Double number(JsonElement element) {
        boolean isNumber =
                element != null
                        && element.isJsonPrimitive()
                        && element.getAsJsonPrimitive().isNumber();
        try {
            return isNumber ? element.getAsDouble() : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private IOException refused(String name, String allowed) {
        return refused(name, allowed, fields.get(name));
    }

    private IOException refused(String name, String allowed, JsonElement value) {
        return new IOException(
                String.format(
                        Locale.ROOT,
                        "%s: the field %s must be %s, got %s",
                        file,
                        name,
                        allowed,
                        value == null ? "none" : shown(value)));
    }

    private static String shown(JsonElement value) {
        String text = value.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
    }
}
