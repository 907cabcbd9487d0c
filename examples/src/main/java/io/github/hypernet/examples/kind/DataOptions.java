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
package io.github.hypernet.examples.kind;

import java.nio.file.Path;

/**
 * What the user says about a recipe's data.
 *
 * @param path the file or folder, or null
 * @param seed the seed of what is random about its parts
 * @param skipUnreadable whether files that cannot be read are left out
 * @param split the name of the way that data is split into parts, as {@link Kind#split} names it;
 *     null for that of runs that name none
 */
public record DataOptions(Path path, long seed, boolean skipUnreadable, String split) {

    /**
     * Refuses to leave out what cannot be read, for data that is neither images nor drawings.
     *
     * @param recipe the recipe of the data
     * @throws IllegalArgumentException if files are to be left out
     */
    public void refuseToSkip(Recipe recipe) {
        if (skipUnreadable) {
            throw new IllegalArgumentException(
                    "--skip-unreadable is for folders of images, and for drawings; the recipe "
                            + recipe.name()
                            + " does not read such");
        }
    }
}
