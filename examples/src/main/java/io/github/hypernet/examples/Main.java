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

import ai.djl.MalformedModelException;
import ai.djl.TrainingDivergedException;

import io.github.hypernet.core.training.NativeMemory;
import io.github.hypernet.examples.command.BenchmarkCommand;
import io.github.hypernet.examples.command.CheckCommand;
import io.github.hypernet.examples.command.EvalCommand;
import io.github.hypernet.examples.command.MaterializeCommand;
import io.github.hypernet.examples.command.ParamsCommand;
import io.github.hypernet.examples.command.PlotCommand;
import io.github.hypernet.examples.command.PredictCommand;
import io.github.hypernet.examples.command.RecipesCommand;
import io.github.hypernet.examples.command.RunsCommand;
import io.github.hypernet.examples.command.SampleCommand;
import io.github.hypernet.examples.command.TrainCommand;
import io.github.hypernet.examples.command.Version;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

import javax.imageio.ImageIO;

/** The entry point: {@code java -jar hypernet-examples.jar}. */
@Command(
        name = "hypernet",
        description = "Trains hypernetworks and their plain twins side by side.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements Runnable {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private Main() {}

    /**
     * Runs the app and exits: 0 after success, 2 after bad input, 1 after a training that diverged
     * or a failure of the app.
     *
     * @param args the arguments; {@code --help} explains them
     */
    public static void main(String[] args) {
        NativeMemory.keepFreed();
        // its cache in files asks for a shutdown hook, which is refused while a run is stopped
        ImageIO.setUseCache(false);
        System.exit(run(args));
    }

    /** Runs the app and returns its exit code. */
    static int run(String... args) {
        CommandLine app = new CommandLine(new Main());
        List.of(
                        new CommandLine(new TrainCommand()),
                        new CommandLine(new EvalCommand()),
                        SampleCommand.create(),
                        new CommandLine(new PredictCommand()),
                        new CommandLine(new MaterializeCommand()),
                        new CommandLine(new PlotCommand()),
                        new CommandLine(new RunsCommand()),
                        new CommandLine(new CheckCommand()),
                        new CommandLine(new RecipesCommand()),
                        new CommandLine(new ParamsCommand()),
                        new CommandLine(new BenchmarkCommand()))
                .forEach(command -> app.addSubcommand(command));
        return app.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::explain)
                .execute(args);
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /** Bad input gets one sentence; anything else is a bug and shows where it happened. */
    private static int explain(
            Exception exception, CommandLine commandLine, CommandLine.ParseResult parseResult)
            throws Exception {
        if (exception instanceof TrainingDivergedException) {
            commandLine.getErr().println("hypernet: " + exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        String sentence = sentence(exception);
        if (sentence == null) {
            throw exception;
        }
        commandLine.getErr().println("hypernet: " + sentence);
        return CommandLine.ExitCode.USAGE;
    }

    private static String sentence(Throwable problem) {
        if (problem instanceof UncheckedIOException) {
            return sentence(problem.getCause());
        }
        if (problem instanceof NoSuchFileException missing) {
            return "There is no file or folder " + missing.getFile();
        }
        if (problem instanceof AccessDeniedException denied) {
            return "No permission to read or write " + denied.getFile();
        }
        if (problem instanceof FileSystemException failed) {
            return "Cannot read or write "
                    + failed.getFile()
                    + (failed.getReason() == null ? "" : ": " + failed.getReason());
        }
        boolean badInput =
                problem instanceof IOException
                        || problem instanceof IllegalArgumentException
                        || problem instanceof MalformedModelException;
        return badInput ? problem.getMessage() : null;
    }
}
