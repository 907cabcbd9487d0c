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

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/** Judges how reading ended: whether as the readers' documentation says. */
final class Verdict {

    private static final int LONGEST = 1_000;

    private Verdict() {}

    /**
     * Returns what is wrong with an end.
     *
     * @param thrown what reading threw, or null
     * @param folder the input's folder
     * @param files the names of its files, one of which a refusal has to name, or the folder
     * @return the fault, in few words; null if there is none
     */
    static String fault(Throwable thrown, Path folder, Collection<String> files) {
        if (thrown == null || thrown instanceof Refusal) {
            return null;
        }
        if (thrown instanceof AssertionError) {
            return "insane ("
                    + String.valueOf(thrown.getMessage()).split("[:\\[]")[0].strip()
                    + ")";
        }
        String kind = thrown.getClass().getSimpleName();
        if (!(thrown instanceof IOException)) {
            return kind;
        }
        String message = thrown.getMessage();
        if (message == null) {
            return kind + " without a message";
        }
        boolean isNamed =
                message.contains(folder.toString()) || files.stream().anyMatch(message::contains);
        if (!isNamed) {
            return kind + " without the file's name";
        }
        String words = message.replace(folder.toString(), "");
        if (words.codePoints().anyMatch(Character::isISOControl)) {
            return kind + " with control characters";
        }
        return words.length() > LONGEST ? kind + " of more than a sentence" : null;
    }

    /** Returns where in this library something was thrown, to tell faults of one kind apart. */
    static String place(Throwable thrown) {
        return thrown == null
                ? ""
                : Stream.of(thrown.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith("io.github.hypernet"))
                        .findFirst()
                        .map(StackTraceElement::toString)
                        .orElse("");
    }
}
