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

import io.github.hypernet.examples.kind.Kind;
import io.github.hypernet.examples.kind.Kinds;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.Sampler;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Writes text or draws with a model of a run. */
@Command(
        name = "sample",
        description = "Writes text, or draws with the pen, with a model that train made.",
        mixinStandardHelpOptions = true)
public final class SampleCommand implements Callable<Integer> {

    @Mixin private RunOptions runOptions;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "The model of the run (default: its last one).")
    private String modelName;

    @Option(
            names = "--length",
            paramLabel = "N",
            description =
                    "How many characters to write, or points to draw (default: 600 characters, or"
                            + " points to where the pen is lifted).")
    private Integer length;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "1",
            description =
                    "Below 1 bolder, above 1 more varied, 0 always the best one (default:"
                            + " ${DEFAULT-VALUE}).")
    private float temperature;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of the random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec private CommandSpec spec;

    /** What draws, by the names of the kinds; each has options of its own. */
    private final Map<String, Sampler> samplers = new LinkedHashMap<>();

    private final Map<String, ArgGroupSpec> options = new LinkedHashMap<>();

    private SampleCommand() {}

    /**
     * Creates the command, with the options of all kinds.
     *
     * @return the command
     */
    public static CommandLine create() {
        SampleCommand command = new SampleCommand();
        CommandLine commandLine = new CommandLine(command);
        for (Kind kind : Kinds.all()) {
            kind.sampler()
                    .ifPresent(sampler -> command.add(kind, sampler, commandLine.getCommandSpec()));
        }
        return commandLine;
    }

    private void add(Kind kind, Sampler sampler, CommandSpec command) {
        ArgGroupSpec.Builder group =
                ArgGroupSpec.builder()
                        .exclusive(false)
                        .multiplicity("0..1")
                        .order(samplers.size())
                        .heading("%nOf " + sampler.product() + ":%n");
        for (OptionSpec option : CommandSpec.forAnnotatedObject(sampler).options()) {
            group.addArg(option(option, kind.name(), command));
        }
        samplers.put(kind.name(), sampler);
        options.put(kind.name(), group.build());
        command.addArgGroup(options.get(kind.name()));
    }

    /** Returns an option of a kind; where another has its name, with the kind's before it. */
    static OptionSpec option(OptionSpec option, String kind, CommandSpec command) {
        String[] names =
                Arrays.stream(option.names())
                        .map(
                                name ->
                                        command.findOption(name) == null
                                                ? name
                                                : "--" + kind + "-" + name.replaceFirst("^-+", ""))
                        .toArray(String[]::new);
        return OptionSpec.builder(option).names(names).build();
    }

    @Override
    public Integer call() throws IOException, TranslateException {
        Run stored = runOptions.read();
        Sampler sampler = sampler(stored.recipe());
        sampler.check();
        String name = model(stored);
        Placement placement = runOptions.placementOfAll(stored);
        sampler.sample(
                runOptions.trained(stored, name, placement),
                new Sampler.Request(length, temperature, seed));
        return 0;
    }

    /** Returns the sampler of a recipe, with its options; those of others must not be given. */
    private Sampler sampler(Recipe recipe) {
        String kind = recipe.kind().name();
        samplers.forEach(
                (name, sampler) -> {
                    if (!name.equals(kind) && isGiven(options.get(name))) {
                        throw new IllegalArgumentException(
                                String.format(
                                        Locale.ROOT,
                                        "An option is for runs that make %s, but %s is a run of the"
                                                + " recipe %s; \"sample --help\" tells which it is",
                                        sampler.product(),
                                        runOptions.folder(),
                                        recipe.name()));
                    }
                });
        if (!samplers.containsKey(kind)) {
            throw new IllegalArgumentException(
                    runOptions.folder()
                            + " is a run of the recipe "
                            + recipe.name()
                            + ", which makes no "
                            + samplers.values().stream()
                                    .map(Sampler::product)
                                    .collect(Collectors.joining(" and no ")));
        }
        return samplers.get(kind);
    }

    private boolean isGiven(ArgGroupSpec group) {
        return group.options().stream()
                .anyMatch(
                        option ->
                                spec.commandLine()
                                        .getParseResult()
                                        .hasMatchedOption(option.longestName()));
    }

    private String model(Run stored) {
        List<String> names = stored.modelNames();
        if (modelName != null && !names.contains(modelName)) {
            throw new IllegalArgumentException(
                    runOptions.folder()
                            + " has no model "
                            + modelName
                            + "; it has "
                            + String.join(", ", names));
        }
        return modelName == null ? names.get(names.size() - 1) : modelName;
    }
}
