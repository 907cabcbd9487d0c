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

/** Text of a file as it stands in messages: in one line, short, without control characters. */
final class Quoted {

    private static final int LONGEST = 120;

    private Quoted() {}

    /** Returns the text in quotation marks. */
    static String of(String text) {
        return '"' + plain(text) + '"';
    }

    /** Returns the text without quotation marks, as for a name. */
    static String plain(String text) {
        boolean isLong = text.length() > LONGEST;
        String begin = isLong ? text.substring(0, LONGEST) : text;
        String printable = begin.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "\ufffd");
        return isLong ? printable + "..." : printable;
    }
}
