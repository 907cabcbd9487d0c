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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments of the app's process. Java 17 decodes them by the locale; in the locale C each byte
 * beyond ASCII is U+FFFD then, and what was typed is lost. Linux still knows the bytes.
 */
final class Arguments {

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char LOST = '\uFFFD';

    private Arguments() {}

    /** Returns the arguments in UTF-8 where the locale has lost characters of them. */
    static String[] inUtf8(String... args) {
        if (String.join("", args).indexOf(LOST) < 0) {
            return args;
        }
        try {
            String whole = Files.readString(COMMAND_LINE, StandardCharsets.UTF_8);
            List<String> all = Arrays.asList(whole.split("\0", -1)); // each ends with a zero
            int end = all.size() - 1;
            String[] typed = all.subList(end - args.length, end).toArray(String[]::new);
            for (int i = 0; i < args.length; ++i) {
                if (!kept(args[i]).equals(kept(typed[i]))) {
                    return args;
                }
            }
            return typed;
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return args; // another system, or bytes that are no UTF-8
        }
    }

    /** Returns the characters of an argument that no locale changes. */
    private static String kept(String argument) {
        return argument.replaceAll("[^\\x00-\\x7F]", "");
    }
}
