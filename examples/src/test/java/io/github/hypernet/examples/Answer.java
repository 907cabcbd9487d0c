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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a run of the app answered.
 *
 * @param exitCode its exit code
 * @param out what it printed
 * @param err what it said of errors
 */
public record Answer(int exitCode, String out, String err) {

    /**
     * Runs the app in this process.
     *
     * @param args its arguments
     * @return what it answered
     */
    public static Answer of(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream capturedOut = new ByteArrayOutputStream();
        ByteArrayOutputStream capturedErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(capturedOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(capturedErr, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Main.run(args);
            return new Answer(
                    exitCode,
                    capturedOut.toString(StandardCharsets.UTF_8),
                    capturedErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** Expects success. */
    Answer good() {
        Assert.assertEquals(exitCode, 0, err);
        return this;
    }

    /** Expects one sentence that holds all parts, and exit code 2. */
    Answer refused(String... parts) {
        Assert.assertEquals(exitCode, 2, err);
        String sentence = err.strip();
        for (String part : parts) {
            Assert.assertTrue(sentence.contains(part), sentence);
        }
        Assert.assertTrue(sentence.startsWith("hypernet: "), sentence);
        Assert.assertEquals(sentence.lines().count(), 1, sentence);
        return this;
    }
}
