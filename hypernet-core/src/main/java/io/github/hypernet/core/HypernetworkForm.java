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
package io.github.hypernet.core;

import ai.djl.MalformedModelException;

import io.github.hypernet.core.condition.Condition;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What weights are made from besides embeddings, and what they are added to: the form that a model
 * file was saved in.
 *
 * @param condition the condition; null if there is none
 * @param bases the base of each generator
 */
record HypernetworkForm(Condition condition, List<Base> bases) {

    /** Of weights from embeddings alone, the only form of earlier versions. */
    private static final byte PLAIN_VERSION = 1;

    /** With a condition or a base. */
    private static final byte CONDITIONAL_VERSION = 2;

    /** Tells whether weights are made from embeddings alone, and added to nothing. */
    boolean isPlain() {
        return condition == null && bases.stream().allMatch(base -> base == Base.GENERATED);
    }

    /** Returns the version of a file of this form. */
    byte version() {
        return isPlain() ? PLAIN_VERSION : CONDITIONAL_VERSION;
    }

    /** Returns the form in words, which are part of the file. */
    String describe() {
        String added =
                bases.stream()
                        .map(base -> base.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        if (condition == null) {
            return "no condition; base: " + added;
        }
        String each = condition.isPerGroup() ? "group" : "row";
        return "a condition for each " + each + "; base: " + added;
    }

    void save(DataOutputStream os) throws IOException {
        if (!isPlain()) {
            os.writeUTF(describe());
        }
    }

    /** Refuses a file of the version of the other form; one of no version is refused elsewhere. */
    void checkVersion(byte saved) throws MalformedModelException {
        if (saved != version() && (saved == PLAIN_VERSION || saved == CONDITIONAL_VERSION)) {
            throw new MalformedModelException(
                    "The file was saved by a hypernetwork "
                            + (saved == PLAIN_VERSION ? "without" : "with")
                            + " a condition or base, this one has "
                            + describe()
                            + ": build it as that one was");
        }
    }

    /** Reads the form of a file and refuses another. */
    void check(DataInputStream is) throws IOException, MalformedModelException {
        if (isPlain()) {
            return;
        }
        String saved = is.readUTF();
        if (!saved.equals(describe())) {
            throw new MalformedModelException(
                    "The file was saved with "
                            + saved.replaceAll("\\p{Cntrl}", "?")
                            + ", this hypernetwork has "
                            + describe()
                            + ": build it as that one was");
        }
    }
}
