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
package io.github.hypernet.core;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How many values a network learns, and how many weights are generated from them: block by block,
 * as data and as a text table.
 *
 * <p>Running statistics and frozen parameters are neither learned nor generated. A parameter or
 * generator that several blocks share counts once. A parameter that is the learned base of a
 * generated one is both.
 */
public final class ParameterReport {

    private final List<Row> rows;

    private ParameterReport(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * Counts the parameters of any block, with or without hypernetworks inside.
     *
     * @param block an initialized block
     * @return the report
     * @throws IllegalStateException if the block is not initialized: its shapes are not known
     */
    public static ParameterReport of(Block block) {
        if (!block.isInitialized()) {
            throw new IllegalStateException(
                    "Cannot count the parameters of a block that is not initialized: its shapes are"
                            + " not known yet");
        }
        List<Row> rows = new ArrayList<>();
        collect(rootName(block), block, new HashSet<>(), new HashSet<>(), rows);
        return new ParameterReport(rows);
    }

    private static String rootName(Block block) {
        return block.getClass().getSimpleName();
    }

    private static void collect(
            String path, Block block, Set<String> generatedIds, Set<String> seen, List<Row> rows) {
        if (block instanceof Hypernetwork hypernetwork) {
            generatedIds.addAll(hypernetwork.getGeneratedIds());
        }
        long learned = 0;
        long generated = 0;
        for (Pair<String, Parameter> pair : block.getDirectParameters()) {
            Parameter parameter = pair.getValue();
            if (!seen.add(parameter.getId())) {
                continue;
            }
            if (generatedIds.contains(parameter.getId())) {
                generated += parameter.getShape().size();
            }
            if (parameter.requiresGradient()) { // a placeholder is frozen, a learned base is both
                learned += parameter.getShape().size();
            }
        }
        if (learned + generated > 0) {
            rows.add(new Row(path, learned, generated));
        }
        for (Pair<String, Block> child : block.getChildren()) {
            collect(path + "/" + child.getKey(), child.getValue(), generatedIds, seen, rows);
        }
    }

    /**
     * Returns the counts of the blocks that have parameters of their own.
     *
     * @return the rows, outer blocks first
     */
    public List<Row> getRows() {
        return rows;
    }

    /**
     * Returns how many values are learned: embeddings, generators, and what is not generated.
     *
     * @return the total
     */
    public long getLearned() {
        return rows.stream().mapToLong(Row::learned).sum();
    }

    /**
     * Returns how many weights are generated.
     *
     * @return the total
     */
    public long getGenerated() {
        return rows.stream().mapToLong(Row::generated).sum();
    }

    /**
     * Adds up the rows of equal kind, for networks of many layers: {@code .../03Block/05Conv2d} and
     * {@code .../04Block/01Conv2d} are both of the kind {@code .../Block/Conv2d}.
     *
     * @return a report with one row a kind, in the order of their first blocks
     */
    public ParameterReport summarize() {
        Map<String, Row> kinds = new LinkedHashMap<>();
        for (Row row : rows) {
            String kind = row.block().replaceAll("/\\d+", "/");
            kinds.merge(
                    kind,
                    new Row(kind, row.learned(), row.generated()),
                    (a, b) ->
                            new Row(
                                    kind,
                                    a.learned() + b.learned(),
                                    a.generated() + b.generated()));
        }
        return new ParameterReport(List.copyOf(kinds.values()));
    }

    /** Returns the report as a table of text. */
    @Override
    public String toString() {
        int width = rows.stream().mapToInt(row -> row.block().length()).max().orElse(0);
        width = Math.max(width, "Block".length());
        StringBuilder sb = new StringBuilder();
        sb.append(
                String.format(
                        Locale.ROOT,
                        "%-" + width + "s  %12s  %12s%n",
                        "Block",
                        "Learned",
                        "Generated"));
        for (Row row : rows) {
            sb.append(line(width, row));
        }
        return sb.append(line(width, new Row("Total", getLearned(), getGenerated()))).toString();
    }

    private static String line(int width, Row row) {
        return String.format(
                Locale.ROOT,
                "%-" + width + "s  %,12d  %,12d%n",
                row.block(),
                row.learned(),
                row.generated());
    }

    /**
     * The counts of one block's own parameters, its children's not among them.
     *
     * @param block the path of the block from the root
     * @param learned how many values are learned
     * @param generated how many weights are generated
     */
    public record Row(String block, long learned, long generated) {}
}
