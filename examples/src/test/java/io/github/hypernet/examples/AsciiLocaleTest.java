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

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is beyond ASCII, in a process whose locale knows only ASCII. */
public class AsciiLocaleTest extends InFolder {

    /** Runs the app in a process of its own. */
    private Answer run(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("-Dai.djl.offline=true");
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        Path out = folder().resolve("stdout");
        Path err = folder().resolve("stderr");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("LC_ALL", "C");
        int exitCode = builder.start().waitFor();
        return new Answer(exitCode, Files.readString(out), Files.readString(err));
    }

    @Test
    public void aTextIsReadAndWrittenInUtf8() throws Exception {
        Path text = Files.createFile(folder().resolve("text"));
        String content;
        try (var in = getClass().getResourceAsStream("/cases/text/non-ascii.txt")) {
            content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Files.writeString(text, content);
        Answer.of(
                        "train",
                        "text",
                        "--data",
                        text.toString(),
                        "--model",
                        "lstm",
                        "--set",
                        "units=8",
                        "--set",
                        "batchSize=2",
                        "--set",
                        "length=10",
                        "--steps",
                        "1",
                        "--out",
                        path("run"))
                .good();
        String begin =
                content.codePoints()
                        .filter(character -> character > 0x7f)
                        .limit(3)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        String[] sample = {"sample", path("run"), "--prompt", begin, "--length", "200"};
        Answer answer = run(sample).good();
        Assert.assertEquals(answer.out(), Answer.of(sample).good().out());
        Assert.assertTrue(answer.out().startsWith(begin), answer.out());
        Assert.assertFalse(answer.out().contains("\ufffd"), answer.out());
    }

    @Test
    public void sentencesAreWrittenInUtf8() throws Exception {
        run("train", "caf\u00e9").refused("There is no recipe caf\u00e9");
        run("train", "--caf\u00e9").refused("There is no option --caf\u00e9");
        run("train", "text", "--data", "caf\u00e9.txt").refused("caf\u00e9.txt", "LC_ALL=C.UTF-8");
    }
}
