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

import org.testng.Assert;
import org.testng.annotations.AfterClass;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads damaged inputs: each reader has to accept one, or refuse it in one sentence that names the
 * file, soon and in little memory, and leave nothing open. Each finding is kept in {@code
 * target/fuzz} and told with its seed and number. {@code -Dfuzz.target=NAME} tries the readers
 * alone whose names have that in them; {@code -Dfuzz.seed} and {@code -Dfuzz.mutations} say which
 * mutations and how many.
 */
public class FuzzTest {

    private static final int FEW = 30;
    private static final int MANY = 2_000;
    private static final long LARGEST_HEAP = 600L << 20;

    private final List<Row> rows = new ArrayList<>();

    /** A row for each reader. */
    @DataProvider
    public static Object[][] targets() {
        String part = System.getProperty("fuzz.target", "");
        return Targets.all().stream()
                .filter(target -> target.name().contains(part))
                .map(target -> new Object[] {target})
                .toArray(Object[][]::new);
    }

    @Test(dataProvider = "targets")
    public void aFewDamagedInputsAreReadOrRefused(Object target) throws IOException {
        Row row = run((Target) target, 1, FEW);
        Assert.assertTrue(row.isSound(), target + ": " + row.faults());
    }

    @Test(groups = "fuzz", dataProvider = "targets")
    public void damagedInputsAreReadOrRefused(Object target) throws IOException {
        Assert.assertTrue(
                Runtime.getRuntime().maxMemory() < LARGEST_HEAP,
                "Run this group in a heap of 512 MB, with -Dsurefire.argLine=-Xmx512m; it has "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MB");
        Row row =
                run(
                        (Target) target,
                        Long.getLong("fuzz.seed", 1),
                        Integer.getInteger("fuzz.mutations", MANY));
        rows.add(row);
        writeTable();
        Assert.assertTrue(row.isSound(), target + ": " + row.faults());
    }

    private static Row run(Target target, long seed, int mutations) throws IOException {
        try (Campaign campaign = new Campaign(target, seed, Path.of("target", "fuzz"))) {
            return campaign.run(mutations);
        }
    }

    private List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("| reader | mutations | accepted | refused | slowest, ms | faults |");
        lines.add("|---|---|---|---|---|---|");
        rows.forEach(row -> lines.add(row.toMarkdown()));
        return lines;
    }

    /** After each reader, for the next one may end all. */
    private void writeTable() throws IOException {
        Path folder = Files.createDirectories(Path.of("target"));
        Files.write(folder.resolve("fuzz.md"), table());
    }

    @AfterClass(alwaysRun = true)
    public void printTable() {
        if (!rows.isEmpty()) {
            table().forEach(System.out::println);
        }
    }
}
