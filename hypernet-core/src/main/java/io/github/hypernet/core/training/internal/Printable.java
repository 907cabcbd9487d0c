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
package io.github.hypernet.core.training.internal;

/** Text that stands in a file or in its name, and may be anything, as a sentence can show it. */
public final class Printable {

    private Printable() {}

    /**
     * Replaces control characters.
     *
     * @param text the text
     * @return what is safe to print
     */
    public static String of(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /**
     * Replaces control characters, and cuts what is too long.
     *
     * @param text the text
     * @param most the most characters that are shown
     * @return what is safe to print
     */
    public static String of(String text, int most) {
        return text.length() <= most ? of(text) : of(text.substring(0, most)) + "...";
    }
}
