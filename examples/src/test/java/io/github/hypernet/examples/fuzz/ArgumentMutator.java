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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Mutates the arguments of a command, one a line. */
final class ArgumentMutator implements Mutator {

    private static final List<String> VALUES =
            List.of(
                    "",
                    " ",
                    "0",
                    "-1",
                    "1",
                    "2",
                    "3.5",
                    "1e-5",
                    "1e400",
                    "NaN",
                    "Infinity",
                    "-0",
                    "2147483647",
                    "2147483648",
                    "-2147483648",
                    "9".repeat(30),
                    "null",
                    "true",
                    "x",
                    "\u00e9",
                    "\ud83d\ude00",
                    "a\u0007b",
                    "a\nb",
                    "%s%n",
                    "'",
                    "\"",
                    "=",
                    "a=",
                    "=1",
                    ",",
                    ",,",
                    "a,b",
                    "..",
                    "/dev/null",
                    "/nowhere",
                    "n".repeat(300),
                    "\0",
                    "*",
                    "--",
                    "-",
                    "@",
                    "@/nowhere",
                    "${sys:user.home}",
                    "cpu",
                    "gpu:9",
                    "gpu:",
                    "PyTorch",
                    "mxnet",
                    "all",
                    "plain,plain",
                    "hyper",
                    "digits",
                    "text",
                    "RUN");

    private static final List<String> OPTIONS =
            List.of(
                    "--engine",
                    "--device",
                    "--model",
                    "--set",
                    "--epochs",
                    "--steps",
                    "--minutes",
                    "--checkpoint-steps",
                    "--checkpoint-minutes",
                    "--seed",
                    "--data",
                    "--json",
                    "--help",
                    "--version",
                    "--length",
                    "--temperature",
                    "--prime",
                    "--picture",
                    "--count",
                    "--bias",
                    "--top",
                    "--recipe",
                    "--resume",
                    "--skip-unreadable",
                    "--no-such",
                    "-x");

    private static final List<String> SETTINGS =
            List.of(
                    "kernelSize",
                    "embeddingSize",
                    "patience",
                    "bestByAccuracy",
                    "batchSize",
                    "learningRate",
                    "padding",
                    "family",
                    "units",
                    "noSuch");

    @Override
    public byte[] mutate(byte[] content, byte[] other, RandomGenerator random) {
        List<String> arguments = new ArrayList<>(lines(content));
        List<String> others = lines(other);
        int at = random.nextInt(arguments.size());
        switch (random.nextInt(8)) {
            case 0, 1 -> arguments.set(at, one(VALUES, random));
            case 2 -> arguments.add(at, one(VALUES, random));
            case 3 -> arguments.remove(at);
            case 4 -> arguments.set(at, one(others, random));
            case 5 -> arguments.addAll(List.of("--set", setting(random)));
            default -> arguments.addAll(List.of(one(OPTIONS, random), one(VALUES, random)));
        }
        return String.join("\n", arguments).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> lines(byte[] content) {
        return List.of(new String(content, StandardCharsets.UTF_8).split("\n", -1));
    }

    private static String setting(RandomGenerator random) {
        return one(SETTINGS, random) + "=" + one(VALUES, random);
    }

    private static String one(List<String> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
