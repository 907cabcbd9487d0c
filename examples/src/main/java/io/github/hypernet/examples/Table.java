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
package io.github.hypernet.examples;

import java.util.ArrayList;
import java.util.List;

/** Text in columns: the first one on the left, the others, which are numbers, on the right. */
final class Table {

    private List<String> header = List.of();
    private final List<List<String>> rows = new ArrayList<>();

    Table setHeader(List<String> names) {
        header = names;
        return this;
    }

    void addRow(List<String> cells) {
        rows.add(cells);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        List<List<String>> lines = new ArrayList<>(List.of(header));
        lines.addAll(rows);
        for (List<String> line : lines) {
            for (int i = 0; i < line.size(); ++i) {
                int column = i;
                int width = lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
                String format = i == 0 ? "%-" + width + "s" : "  %" + width + "s";
                text.append(String.format(format, line.get(i)));
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }
}
