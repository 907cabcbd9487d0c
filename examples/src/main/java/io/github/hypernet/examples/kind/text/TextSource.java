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
package io.github.hypernet.examples.kind.text;

import io.github.hypernet.text.language.Corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where text comes from.
 *
 * @param symbols how many different ones the text has; 0 if only the text tells
 * @param needsFile whether that text is one that the user names
 * @param reader reads it
 * @param files lists the files that are read for it
 */
record TextSource(int symbols, boolean needsFile, Reader reader, Files files) {

    /** Lists files. */
    @FunctionalInterface
    interface Files {

        /** Lists the files that are read of the file or folder that the user named. */
        List<Path> list(Path data) throws IOException;
    }

    /** Reads text. */
    @FunctionalInterface
    interface Reader {

        /**
         * Reads text.
         *
         * @param recipe the name of the recipe, for messages
         * @param data the file or folder that the user named, or null
         */
        Corpus read(String recipe, Path data) throws IOException;
    }
}
