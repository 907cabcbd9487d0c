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
package io.github.hypernet.examples;

import java.util.List;

/**
 * The one place that lists the recipes. (Not {@link Recipe} itself: a kind of recipe that is used
 * first would be asked for its recipes before it has made them.)
 */
final class Recipes {

    static final List<Recipe> ALL =
            List.of(
                    ImageRecipe.DIGITS,
                    ImageRecipe.MNIST,
                    ImageRecipe.CIFAR10,
                    ImageRecipe.CIFAR10_SHORT,
                    TextRecipe.JAVA_SOURCE,
                    TextRecipe.TEXT,
                    TextRecipe.PTB_CHAR,
                    TextRecipe.ENWIK8,
                    StrokeRecipe.STROKES,
                    StrokeRecipe.HANDWRITING);

    private Recipes() {}

    /**
     * Finds a recipe by name.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static Recipe named(String name) {
        List<String> names = ALL.stream().map(Recipe::name).toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    "There is no recipe " + name + "; the recipes are " + String.join(", ", names));
        }
        return ALL.get(names.indexOf(name));
    }
}
