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

import io.github.hypernet.core.training.Evaluation;
import io.github.hypernet.core.training.MetricsFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a run measured, without time, speed and memory: equal for equal trainings. */
final class Numbers {

    private Numbers() {}

    static List<Object> of(Path run) throws IOException {
        List<Object> numbers = new ArrayList<>();
        for (MetricsFile.Row row : MetricsFile.read(run.resolve(MetricsFile.NAME))) {
            Evaluation e = row.evaluation();
            numbers.add(
                    List.of(
                            row.model(),
                            e.step(),
                            e.trainLoss(),
                            e.validationLoss(),
                            e.metrics(),
                            e.gradientNorm()));
        }
        return numbers;
    }
}
