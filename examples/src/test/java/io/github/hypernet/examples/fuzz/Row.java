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
package io.github.hypernet.examples.fuzz;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came of the mutations of one reader's inputs. */
final class Row {

    private final String reader;
    private int accepted;
    private int refused;
    private long slowestMillis;
    private final Map<String, Integer> faults = new TreeMap<>();

    Row(String reader) {
        this.reader = reader;
    }

    void accept() {
        ++accepted;
    }

    void refuse() {
        ++refused;
    }

    void time(long millis) {
        slowestMillis = Math.max(slowestMillis, millis);
    }

    void fault(String kind) {
        faults.merge(kind, 1, Integer::sum);
    }

    boolean isSound() {
        return faults.isEmpty();
    }

    String faults() {
        return isSound()
                ? "none"
                : faults.entrySet().stream()
                        .map(fault -> fault.getValue() + " " + fault.getKey())
                        .collect(Collectors.joining(", "));
    }

    /** Returns this as a line of a table in Markdown. */
    String toMarkdown() {
        int wrong = faults.values().stream().mapToInt(Integer::intValue).sum();
        Object[] cells = {
            reader, accepted + refused + wrong, accepted, refused, slowestMillis, faults()
        };
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ').append(cell).append(" |");
        }
        return line.toString();
    }
}
