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
package io.github.hypernet.examples.report;

import ai.djl.util.JsonUtils;

/** Records as lines of JSON. */
public final class JsonLines {

    private JsonLines() {}

    /**
     * Prints a record as one line.
     *
     * @param value the record, or a tree of JSON
     */
    public static void print(Object value) {
        System.out.println(JsonUtils.GSON_COMPACT.toJson(value));
    }
}
