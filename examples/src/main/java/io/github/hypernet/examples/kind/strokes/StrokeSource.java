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
package io.github.hypernet.examples.kind.strokes;

import io.github.hypernet.text.handwriting.DrawingSet;
import io.github.hypernet.text.handwriting.ReadingLog;

import java.io.IOException;
import java.nio.file.Path;

/** Where drawings come from. */
@FunctionalInterface
interface StrokeSource {

    /**
     * Reads drawings.
     *
     * @param recipe the name of the recipe, for messages
     * @param data the file or folder that the user named, or null
     * @param seed the seed of what is random about them
     * @param log is told what is left out
     */
    DrawingSet read(String recipe, Path data, long seed, ReadingLog log) throws IOException;
}
