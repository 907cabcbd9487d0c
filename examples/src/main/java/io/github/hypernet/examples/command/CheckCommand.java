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
package io.github.hypernet.examples.command;

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.report.JsonLines;
import io.github.hypernet.examples.report.Table;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Says what of a run is whole. */
@Command(
        name = "check",
        description = {
            "Says of each file of a run whether it is whole, damaged, missing, left over by a run that"
                    + " was killed, or foreign: not the run's. Changes nothing.",
            "Exit code: 0 if all files are whole, 1 otherwise."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder that train wrote.")
    private Path folder;

    @Option(names = "--json", description = "Print one JSON object a file in place of the table.")
    private boolean json;

    /** Creates the command. */
    public CheckCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("There is no folder " + folder + "; name the folder of a run");
        }
        boolean inUse = RunFolder.isInUse(folder);
        List<Finding> findings = new RunInspection(folder, inUse).findings();
        if (json) {
            findings.forEach(finding -> JsonLines.print(finding.toJson()));
        } else {
            Table table = new Table().setHeader(List.of("File", "State", "About"));
            findings.forEach(finding -> table.addRow(finding.cells()));
            System.out.print(table);
        }
        if (inUse) {
            System.err.println(
                    folder + " is in use: a training writes to it, and may change it meanwhile");
        }
        return findings.stream().allMatch(Finding::isWhole) ? 0 : 1;
    }
}
