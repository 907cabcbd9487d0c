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

import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.TrainedModel;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;

/** The run that a command is about, and the engine that it is computed on. */
final class RunOptions {

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder that train wrote.")
    private Path folder;

    @Mixin private EngineOptions engineOptions;

    Path folder() {
        return folder;
    }

    /** Reads the run; one whose files were edited is refused. */
    Run read() throws IOException {
        Run run = Run.read(folder);
        run.requireOwnFiles(folder);
        return run;
    }

    /** Returns where a run's models compute: on the chosen engine, or on that of the run. */
    Placement placement(Run run) {
        return engineOptions.placement(run.manifest().engine(), null);
    }

    /** Returns the same, with as many threads as suit all models of the run. */
    Placement placementOfAll(Run run) {
        return engineOptions.placement(
                run.manifest().engine(), null, Run.settings(run.recipe(), run.models()));
    }

    /** Returns a model of the run, to be opened. */
    TrainedModel trained(Run run, String model, Placement placement) {
        return new TrainedModel(folder, model, run.models().get(model), placement);
    }
}
