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

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs of the app that are ended from outside, and resumed. */
public class KillTest extends InFolder {

    private static final int KILLS = 30;

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("-Djava.awt.headless=true");
        command.add("-Dai.djl.offline=true");
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        File log = folder().resolve("log").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private String log() throws IOException {
        return Files.readString(folder().resolve("log"));
    }

    @Test
    public void sigtermLeavesACheckpoint() throws Exception {
        Process process = start("train", "digits", "--out", path("run"));
        while (process.isAlive() && !Files.exists(folder().resolve("run/metrics.csv"))) {
            Thread.sleep(20);
        }
        process.destroy();
        Assert.assertTrue(process.waitFor(60, TimeUnit.SECONDS), log());
        Assert.assertEquals(process.exitValue(), 143, log());
        try (Stream<Path> files = Files.list(folder().resolve("run/checkpoints"))) {
            Assert.assertEquals(files.count(), 1, log());
        }
        Assert.assertTrue(log().contains("stopped"), log());
        Assert.assertFalse(log().contains("\tat "), log());
        Assert.assertTrue(Files.exists(folder().resolve("run/curves.png")), log());

        int evaluations = Numbers.of(folder().resolve("run")).size();
        Answer resumed =
                Answer.of("train", "--resume", path("run"), "--epochs", "" + (evaluations + 1));
        Assert.assertEquals(resumed.exitCode(), 0, resumed.err());
        Assert.assertTrue(resumed.err().contains("resumed after step"), resumed.err());
    }

    @Test(groups = "slow", dataProvider = "engines", dataProviderClass = Engines.class)
    public void aRunThatIsKilledAgainAndAgainEndsAsOneThatWasNot(String engine) throws Exception {
        String[] options = {"--engine", engine, "--epochs", "60", "--checkpoint-steps", "10"};
        long begin = System.nanoTime();
        Process whole = start(args(options, "train", "digits", "--out", path("whole")));
        Assert.assertEquals(whole.waitFor(), 0, log());
        int share = (int) ((System.nanoTime() - begin) / 1_000_000 / KILLS);

        Random random = new Random(5);
        int kills = 0;
        while (true) {
            boolean begun = Files.exists(folder().resolve("killed/settings.json"));
            Process process =
                    begun
                            ? start("train", "--resume", path("killed"), "--checkpoint-steps", "10")
                            : start(args(options, "train", "digits", "--out", path("killed")));
            if (kills < KILLS) {
                // one in four dies while it starts, the others at work
                if (random.nextInt(4) > 0) {
                    awaitNewCheckpoint(process);
                }
                Thread.sleep(random.nextInt(share));
                if (process.isAlive()) {
                    process.destroyForcibly().waitFor();
                    ++kills;
                    continue;
                }
            }
            Assert.assertEquals(process.waitFor(), 0, log());
            break;
        }
        long resumes = log().lines().filter(line -> line.contains("resumed after step")).count();
        System.out.printf(
                "%s: %d kills, %d resumes from a checkpoint, %d evaluations%n",
                engine, kills, resumes, Numbers.of(folder().resolve("killed")).size());
        Assert.assertTrue(resumes > KILLS / 2, log());
        Assert.assertEquals(
                Numbers.of(folder().resolve("killed")), Numbers.of(folder().resolve("whole")));
    }

    private void awaitNewCheckpoint(Process process) throws Exception {
        Set<String> before = checkpoints();
        while (process.isAlive() && before.containsAll(checkpoints())) {
            Thread.sleep(5);
        }
    }

    private Set<String> checkpoints() throws IOException {
        Path checkpoints = folder().resolve("killed/checkpoints");
        Set<String> names = new HashSet<>();
        if (Files.isDirectory(checkpoints)) {
            try (Stream<Path> files = Files.list(checkpoints)) {
                files.forEach(file -> names.add(file.getFileName().toString()));
            }
        }
        return names;
    }

    private static String[] args(String[] options, String... first) {
        return Stream.concat(Stream.of(first), Stream.of(options)).toArray(String[]::new);
    }
}
