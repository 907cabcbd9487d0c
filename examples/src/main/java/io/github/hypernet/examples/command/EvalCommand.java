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

import ai.djl.translate.TranslateException;

import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.OpenModel;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.TrainedModel;
import io.github.hypernet.examples.report.Result;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Evaluates the models of a run on the recipe's test data. */
@Command(
        name = "eval",
        description = "Evaluates the models of a run on the test data, on any engine.",
        mixinStandardHelpOptions = true)
public final class EvalCommand implements Callable<Integer> {

    @Mixin private RunOptions runOptions;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "The folder or file of the recipe's data (default: that of the run).")
    private Path data;

    @Option(
            names = "--allow-other-data",
            description =
                    "Evaluate on data that is not the run's, such as another test set; the result"
                            + " says how it differs.")
    private boolean allowOtherData;

    @Option(names = "--json", description = "Print one JSON object a model in place of the table.")
    private boolean json;

    /** Creates the command. */
    public EvalCommand() {}

    @Override
    public Integer call() throws IOException, TranslateException {
        Run stored = runOptions.read();
        Recipe recipe = stored.recipe();
        Placement placement = runOptions.placementOfAll(stored);
        Experiment<?> experiment =
                recipe.kind()
                        .load(recipe, stored.manifest().dataOptions(data))
                        .in(runOptions.folder());
        RunData used = RunData.of(experiment, runOptions.folder());
        String difference = used.differences(runOptions.folder(), allowOtherData).orElse(null);
        List<Result> results = new ArrayList<>();
        for (String name : stored.modelNames()) {
            TrainedModel trained = runOptions.trained(stored, name, placement);
            try (OpenModel model = trained.open(experiment)) {
                int seed = stored.manifest().seed();
                Result result = model.result(recipe.name(), seed, runOptions.folder(), null);
                results.add(result.onOtherData(difference));
            }
        }
        if (used.isUnknown()) {
            System.err.println(
                    runOptions.folder()
                            + " keeps no digest of its data, as runs of earlier versions do: whether"
                            + " this is the data that it was split from is not known");
        }
        Result.print(results, json);
        if (difference != null && !json) {
            System.out.println("Other data than the run's: " + difference);
        }
        return 0;
    }
}
