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

import ai.djl.ndarray.types.Shape;

import com.google.gson.JsonObject;

import io.github.hypernet.core.training.checkpoint.JsonFile;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.DataOptions;
import io.github.hypernet.examples.kind.JsonFields;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.images.ImageData;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The images of a recipe. A run keeps what they are called and the seed in a file, from which its
 * models follow.
 *
 * @param source what they are called: a key of {@link #SIDES}
 * @param seed the seed of what is random about them, as the permutations of pixels
 * @param data the images; null where only the models matter
 */
record TaskImages(String source, long seed, ImageData data) {

    static final String FILE = "tasks.json";
    static final String DIGITS = "digits";

    /** Height and width of images by what they are called. */
    static final Map<String, Integer> SIDES = new TreeMap<>(Map.of("mnist", 28, DIGITS, 8));

    private static final String IMAGES = "images";
    private static final String SEED = "seed";

    /** Loads the images of a recipe, or the built-in ones where the user named those. */
    static TaskImages load(Recipe recipe, DataOptions options) throws IOException {
        boolean named = options.path() != null && options.path().equals(Path.of(DIGITS));
        DataOptions rest =
                named
                        ? new DataOptions(null, options.seed(), options.skipUnreadable(), null)
                        : options;
        String source = named ? DIGITS : recipe.data();
        ImageData data =
                source.equals(DIGITS)
                        ? ImageData.digits(recipe.name(), rest)
                        : ImageData.mnist(recipe.name(), rest);
        return new TaskImages(source, options.seed(), data);
    }

    /** Reads what a run keeps of its images. */
    static TaskImages outlineOf(Path run) throws IOException {
        JsonFields fields = JsonFields.read(run.resolve(FILE), "what a run's images are");
        String source = fields.oneOf(IMAGES, SIDES.keySet());
        String allowed = "a whole number";
        BigDecimal seed = fields.number(SEED, allowed);
        try {
            return new TaskImages(source, seed.longValueExact(), null);
        } catch (ArithmeticException e) {
            throw fields.refused(SEED, allowed);
        }
    }

    void write(RunFolder run) throws IOException {
        JsonObject fields = new JsonObject();
        fields.addProperty(IMAGES, source);
        fields.addProperty(SEED, seed);
        JsonFile.write(run.getPath().resolve(FILE), fields);
    }

    /** The shape of an image: one channel, height, width. */
    Shape imageShape() {
        return new Shape(1, side(), side());
    }

    /** The number of pixels of an image. */
    int pixels() {
        return side() * side();
    }

    private int side() {
        return SIDES.get(source);
    }
}
