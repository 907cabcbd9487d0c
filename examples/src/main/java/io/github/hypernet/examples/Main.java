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

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
     * or a failure of the app. All that it prints is in UTF-8, whatever the locale.
     *
     * @param args the arguments; {@code --help} explains them
     */
    public static void main(String[] args) {
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        NativeMemory.keepFreed();
        // its cache in files asks for a shutdown hook, which is refused while a run is stopped
        ImageIO.setUseCache(false);
        System.exit(run(Arguments.inUtf8(args)));
    }

    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(stream)),
                true,
                StandardCharsets.UTF_8);
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
        OptionTypes.register(app);
        app.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(
                        new PrintWriter(
                                new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true))
                .setErr(
                        new PrintWriter(
                                new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true))
                .setParameterExceptionHandler(Explanation::ofArguments)
                .setExecutionExceptionHandler(Explanation::ofFailure);
        try {
            return app.execute(args);
        } catch (OutOfMemoryError e) {
            return Explanation.print(app, Explanation.OUT_OF_MEMORY, CommandLine.ExitCode.SOFTWARE);
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
