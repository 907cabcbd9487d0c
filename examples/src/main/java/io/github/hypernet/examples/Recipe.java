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

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An experiment as data: models by name, their settings, and where their data comes from. */
interface Recipe {

    /** What the user calls it. */
    String name();

    /** One line about it. */
    String description();

    /** The models by name, each with its settings. */
    Map<String, ? extends Hyperparameters> models();

    /** The models that are trained if the user names none. */
    List<String> defaultModels();

    /**
     * Loads the data.
     *
     * @param data the file or folder that the user named, or null
     * @param seed the seed of what is random about its parts
     */
    Task load(Path data, long seed) throws IOException;

    /**
     * Loads the data and, if asked to, leaves out files that cannot be read.
     *
     * @throws IllegalArgumentException if it is asked to, and the data is not one of many files
     */
    default Task load(Path data, long seed, boolean skipUnreadable) throws IOException {
        if (skipUnreadable) {
            throw new IllegalArgumentException(
                    "--skip-unreadable is for folders of images; the recipe "
                            + name()
                            + " does not read such");
        }
        return load(data, seed);
    }

    /**
     * Returns what is needed to build the models: with the data only where that decides about them.
     *
     * @param data the file or folder that the user named, or null
     */
    Task outline(Path data) throws IOException;

    /** Returns whether nothing about the recipe is known without a file that the user names. */
    default boolean needsData() {
        return false;
    }

    /**
     * Finds models by name.
     *
     * @param choice the names, "all" or "both" for all of them; empty for the default ones
     */
    default List<String> modelsNamed(List<String> choice) {
        List<String> all = new ArrayList<>(models().keySet());
        if (choice.isEmpty()) {
            return defaultModels();
        }
        if (choice.size() == 1 && (choice.get(0).equals("all") || choice.get(0).equals("both"))) {
            return all;
        }
        for (String model : choice) {
            if (!all.contains(model)) {
                throw new IllegalArgumentException(
                        "The recipe "
                                + name()
                                + " has no model "
                                + model
                                + "; its models are "
                                + String.join(", ", all)
                                + ", and all of them are \"all\"");
            }
        }
        return choice.stream().distinct().toList();
    }
}
