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

import com.google.gson.JsonObject;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What is said of a file of a run.
 *
 * @param file its name in the run's folder
 * @param state how it is
 * @param about why
 */
record Finding(String file, State state, String about) {

    /** How a file is. */
    enum State {
        /** As it was written. */
        WHOLE,
        /** Cannot be read, or holds something else or less. */
        DAMAGED,
        /** Not there, though the run needs it. */
        MISSING,
        /** What a command that was killed had not finished. */
        LEFT_OVER,
        /** Not of this run. */
        FOREIGN
    }

    /** Looks at a file. */
    @FunctionalInterface
    interface Look {

        /** Returns what is to be said of a file that is whole. */
        String at(Path file) throws IOException;
    }

    /** Names come from the disk, and are printed. */
    Finding {
        file = file.replaceAll("\\p{Cntrl}", "?");
        about = about.replaceAll("\\p{Cntrl}+", " ");
    }

    /** Returns what a look says, or why it fails. */
    static Finding of(String name, Path file, State failure, Look look) {
        try {
            return new Finding(name, State.WHOLE, look.at(file));
        } catch (NoSuchFileException e) {
            return new Finding(name, State.MISSING, "");
        } catch (AccessDeniedException e) {
            return new Finding(name, State.DAMAGED, "no permission to read it");
        } catch (IOException | RuntimeException e) {
            String reason = e.getMessage() == null ? "it is cut off" : e.getMessage();
            return new Finding(name, failure, withoutName(reason, file));
        } catch (StackOverflowError | OutOfMemoryError e) {
            return new Finding(name, failure, "it holds more than can be read");
        }
    }

    /** Leaves out the file's name at the begin of a sentence, which the first column has. */
    private static String withoutName(String sentence, Path file) {
        String name = file + "";
        return sentence.startsWith(name)
                ? sentence.substring(name.length()).replaceFirst("^(,| cannot be used:)? ", "")
                : sentence;
    }

    boolean isWhole() {
        return state == State.WHOLE;
    }

    private String word() {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    List<String> cells() {
        return List.of(file, word(), about);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("file", file);
        json.addProperty("state", word());
        json.addProperty("about", about);
        return json;
    }
}
