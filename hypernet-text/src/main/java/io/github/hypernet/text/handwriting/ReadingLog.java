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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reading of drawings leaves out, passes over and fills in: counted, to be told in one line.
 * Take a new one for each reading.
 */
public final class ReadingLog {

    private final boolean skipUnreadable;
    private final Map<String, Long> counts = new TreeMap<>();
    private long leftOut;
    private IOException firstLeftOut;

    /**
     * Creates a log.
     *
     * @param skipUnreadable whether files, lines and drawings that cannot be read are left out, and
     *     counted; if not, the first of them ends the reading
     */
    public ReadingLog(boolean skipUnreadable) {
        this.skipUnreadable = skipUnreadable;
    }

    /** Counts things, such as "elements path of SVG passed over". */
    void count(String what, long number) {
        if (number > 0) {
            counts.merge(what, number, Long::sum);
        }
    }

    /** Counts things that are told of even if there are none. */
    void countFromZero(String what, long number) {
        counts.merge(what, number, Long::sum);
    }

    /** Takes over what another log has counted. */
    void add(ReadingLog other) {
        other.counts.forEach(this::countFromZero);
    }

    /**
     * Leaves out what cannot be read.
     *
     * @param reason why, and where
     * @throws IOException the reason, unless such is skipped
     */
    void leaveOut(IOException reason) throws IOException {
        if (!skipUnreadable) {
            throw reason;
        }
        ++leftOut;
        firstLeftOut = firstLeftOut == null ? reason : firstLeftOut;
    }

    /** {@return whether everything was read as it is} */
    public boolean isEmpty() {
        return leftOut == 0 && counts.isEmpty();
    }

    /** Returns all that was counted, in one line; empty if there is nothing. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        counts.forEach(
                (what, number) -> parts.add(String.format(Locale.ROOT, "%s: %,d", what, number)));
        if (leftOut > 0) {
            parts.add(
                    String.format(
                            Locale.ROOT,
                            "left out because they cannot be read: %,d (the first: %s)",
                            leftOut,
                            firstLeftOut.getMessage()));
        }
        return String.join("; ", parts);
    }
}
