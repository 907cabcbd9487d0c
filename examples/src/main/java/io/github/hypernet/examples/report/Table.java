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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text in columns: numbers on the right, the rest on the left. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    /** Creates a table without rows. */
    public Table() {}

    /**
     * Sets the names of the columns, unless they are set.
     *
     * @param names the names
     * @return this
     */
    public Table setHeader(List<String> names) {
        if (rows.isEmpty()) {
            rows.add(names);
        }
        return this;
    }

    /**
     * Adds a row.
     *
     * @param cells a cell for each column
     */
    public void addRow(List<String> cells) {
        rows.add(cells);
    }

    private String format(int column) {
        int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
        boolean numbers =
                rows.stream().skip(1).allMatch(row -> row.get(column).matches("([-+]?[0-9].*)?"));
        return numbers ? "%" + width + "s" : "%-" + width + "s";
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); ++i) {
                cells.add(String.format(Locale.ROOT, format(i), row.get(i)));
            }
            text.append(String.join("  ", cells).stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
