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
package io.github.hypernet.text.handwriting;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;

import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads one line of "Quick, Draw!": what is wrong with it is said by stroke and point. */
final class QuickDrawLine {

    private final JsonReader json;
    private int stroke; // that is read, from 1

    private QuickDrawLine(String text) {
        json = new JsonReader(new StringReader(text));
        // so that NaN is read, and said to be no number
        json.setStrictness(Strictness.LENIENT);
    }

    /**
     * Reads a line.
     *
     * @throws IOException if it is no drawing; the message says why, and not where
     */
    static Drawing read(String text) throws IOException {
        try {
            return new QuickDrawLine(text).drawing();
        } catch (MalformedJsonException | EOFException e) {
            throw new IOException("It is no JSON of a drawing", e);
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException("It is no JSON of a drawing", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Drawing drawing() throws IOException {
        List<float[][]> strokes = null;
        if (json.peek() == JsonToken.NULL) {
            throw new IllegalArgumentException("It has no \"drawing\"");
        }
        json.beginObject();
        while (json.hasNext()) {
            if (!json.nextName().equals("drawing")) {
                json.skipValue();
            } else if (strokes != null) {
                throw new IllegalArgumentException("It has \"drawing\" twice");
            } else {
                strokes = strokes();
            }
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new IllegalArgumentException("It is no JSON of a drawing");
        }
        if (strokes == null) {
            throw new IllegalArgumentException("It has no \"drawing\"");
        }
        return Drawing.ofStrokes(strokes);
    }

    /** Returns the strokes; null instead of null. */
    private List<float[][]> strokes() throws IOException {
        if (json.peek() == JsonToken.NULL) {
            json.nextNull();
            return null;
        }
        List<float[][]> strokes = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            stroke = strokes.size() + 1;
            require(JsonToken.BEGIN_ARRAY);
            json.beginArray();
            List<Float> x = axis();
            List<Float> y = axis();
            while (json.hasNext()) {
                json.skipValue(); // times
            }
            json.endArray();
            if (x.size() != y.size()) {
                throw notAxes();
            }
            float[][] points = new float[x.size()][];
            for (int i = 0; i < points.length; ++i) {
                points[i] = new float[] {x.get(i), y.get(i)};
            }
            strokes.add(points);
        }
        json.endArray();
        return strokes;
    }

    private List<Float> axis() throws IOException {
        require(JsonToken.BEGIN_ARRAY);
        List<Float> numbers = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            JsonToken token = json.peek();
            String value = token.toString().toLowerCase(Locale.ROOT); // such as null
            float number = Float.NaN;
            if (token == JsonToken.NUMBER || token == JsonToken.STRING) {
                value = json.nextString();
                number = number(value);
            }
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "Stroke %d, point %d: a finite number belongs here, not %s",
                                stroke,
                                numbers.size() + 1,
                                Quoted.of(value)));
            }
            numbers.add(number);
        }
        json.endArray();
        return numbers;
    }

    private static float number(String text) {
        try {
            return (float) Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }

    private void require(JsonToken token) throws IOException {
        if (json.peek() != token) {
            throw notAxes();
        }
    }

    private IllegalArgumentException notAxes() {
        return new IllegalArgumentException(
                "Stroke " + stroke + " is not [[x, ...],[y, ...]] with as many x as y");
    }
}
