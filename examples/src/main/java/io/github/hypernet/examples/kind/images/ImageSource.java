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

import io.github.hypernet.examples.kind.DataOptions;

import java.io.IOException;

/**
 * Where images come from.
 *
 * @param format what models of them take and answer, unless the images tell otherwise
 * @param loader reads them
 */
record ImageSource(ImageFormat format, Loader loader) {

    /** Reads images. */
    @FunctionalInterface
    interface Loader {

        /**
         * Reads images.
         *
         * @param recipe the name of the recipe, for messages
         * @param options what the user says about them; the seed is that of the split into training
         *     and validation images
         */
        ImageData load(String recipe, DataOptions options) throws IOException;
    }
}
