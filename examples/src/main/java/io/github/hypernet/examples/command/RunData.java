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

import io.github.hypernet.core.training.checkpoint.DataDigest;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.DataIdentity;
import io.github.hypernet.examples.kind.Experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells whether data is that of a run, by the digest that the run keeps: data.json. */
final class RunData {

    static final String FILE = "data.json";

    private final DataDigest known;
    private final DataDigest now;

    private RunData(DataDigest known, DataDigest now) {
        this.known = known;
        this.now = now;
    }

    /** The data of a new run. */
    static RunData of(Experiment<?> experiment) throws IOException {
        return new RunData(null, digest(experiment, null));
    }

    /** The data at hand for a run that there is. */
    static RunData of(Experiment<?> experiment, Path run) throws IOException {
        DataDigest known = read(run);
        return new RunData(known, digest(experiment, known));
    }

    private static DataDigest digest(Experiment<?> experiment, DataDigest known)
            throws IOException {
        Optional<DataIdentity> identity = experiment.identity();
        return identity.isEmpty() ? null : identity.get().digest(known);
    }

    private static DataDigest read(Path run) throws IOException {
        Path file = run.resolve(FILE);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return DataDigest.read(file);
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage()
                            + "; if the data is what it was, remove the file: the run takes a new"
                            + " digest when it is resumed",
                    e);
        }
    }

    /** Tells whether the run keeps no digest to compare the data with. */
    boolean isUnknown() {
        return known == null && now != null;
    }

    /** Says how the data differs from the run's, which must be allowed; empty if it is the same. */
    Optional<String> differences(Path run, boolean otherAllowed) throws IOException {
        Optional<String> differences =
                known == null || now == null ? Optional.empty() : known.differences(now);
        if (differences.isPresent() && !otherAllowed) {
            throw new IOException(
                    "The data is not that of "
                            + run
                            + ": "
                            + differences.get()
                            + "; name the run's own data by --data, or take other data on purpose"
                            + " with --allow-other-data");
        }
        return differences;
    }

    /** Writes the digest, where it tells more than the one that is there. */
    void write(RunFolder run) throws IOException {
        if (now != null && !now.isKnownTo(known)) {
            now.write(run.getPath().resolve(FILE));
        }
    }
}
