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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Drawings to learn, in three parts.
 *
 * @param name what the set is called, such as {@code "kanji"}
 * @param training the drawings to train on
 * @param validation the drawings to choose models by
 * @param test the drawings to report
 */
public record DrawingSet(
        String name, List<Drawing> training, List<Drawing> validation, List<Drawing> test) {

    /**
     * Creates a set.
     *
     * @param name what the set is called
     * @param training the drawings to train on, at least one
     * @param validation the drawings to choose models by, at least one
     * @param test the drawings to report, at least one
     * @throws IllegalArgumentException if a part is empty
     */
    public DrawingSet {
        training = require(name, "training", training);
        validation = require(name, "validation", validation);
        test = require(name, "test", test);
    }

    private static List<Drawing> require(String name, String part, List<Drawing> drawings) {
        if (drawings.isEmpty()) {
            throw new IllegalArgumentException("The " + part + " part of " + name + " is empty");
        }
        return List.copyOf(drawings);
    }

    /**
     * Splits drawings by chance: 90 % to train on, 5 % each for validation and test, at least one
     * in each part.
     *
     * @param name what the set is called
     * @param drawings the drawings, at least three
     * @param seed the seed of the split
     * @return the set
     * @throws IllegalArgumentException if there are fewer than three drawings
     */
    public static DrawingSet split(String name, List<Drawing> drawings, long seed) {
        int count = drawings.size();
        if (count < 3) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s has %d drawing(s): at least 3 are needed to train, validate and"
                                    + " test",
                            name,
                            count));
        }
        List<Drawing> shuffled = new ArrayList<>(drawings);
        Collections.shuffle(shuffled, new Random(seed));
        int part = Math.max(1, count / 20);
        return new DrawingSet(
                name,
                shuffled.subList(2 * part, count),
                shuffled.subList(0, part),
                shuffled.subList(part, 2 * part));
    }

    /** Returns the name and the sizes of the parts. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %,d + %,d + %,d drawings",
                name,
                training.size(),
                validation.size(),
                test.size());
    }
}
