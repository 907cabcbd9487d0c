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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keeps mutated commands from writing to other folders, and from working for hours. */
final class CommandLines {

    private static final Set<String> WRITING = Set.of("train", "plot", "materialize");
    private static final Set<String> LIMITS = Set.of("--epochs", "--steps", "--length", "--count");
    private static final int MOST = 3;

    private CommandLines() {}

    /**
     * Returns arguments with the folders named, which write into one alone and ask for little work.
     *
     * @param arguments the arguments; RUN and OUT stand for folders
     * @param run the folder of a run
     * @param out the folder to write to
     * @return the arguments for the app
     */
    static String[] harmless(List<String> arguments, Path run, Path out) {
        List<String> safe = new ArrayList<>();
        String before = "";
        for (String argument : arguments) {
            String placed = argument.replace("RUN", run.toString()).replace("OUT", out.toString());
            if (before.equals("--out") && !placed.startsWith(out.toString())) {
                placed = out.resolve("other").toString();
            }
            safe.add(LIMITS.contains(before) ? limited(placed) : placed);
            before = argument;
        }
        if (safe.stream().anyMatch(WRITING::contains) && !safe.contains("--out")) {
            safe.addAll(List.of("--out", out.toString()));
        }
        if (safe.contains("train") && !safe.contains("--epochs")) {
            safe.addAll(List.of("--epochs", "1"));
        }
        return safe.toArray(String[]::new);
    }

    private static String limited(String number) {
        try {
            int count = Integer.parseInt(number);
            return count > MOST ? Integer.toString(MOST) : number;
        } catch (NumberFormatException e) {
            return number;
        }
    }
}
