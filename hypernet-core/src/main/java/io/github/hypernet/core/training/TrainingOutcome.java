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
package io.github.hypernet.core.training;

import java.util.List;

/**
 * How a training ended.
 *
 * @param reason why it ended
 * @param step the training steps done, over all resumes
 * @param stepsTaken the steps of them that this call of {@link TrainingLoop#fit} did; 0 where a
 *     training was resumed that had ended before
 * @param epochs the epochs begun
 * @param seconds the time trained, in seconds, over all resumes
 * @param skippedSteps the steps that were left out because their gradients were not finite
 * @param best the evaluation with the best score; null if there was none
 * @param evaluations all evaluations
 * @param weightsStep the step whose weights the model holds now: that of {@code best} where the
 *     best weights were put back, else {@code step}
 */
public record TrainingOutcome(
        Reason reason,
        long step,
        long stepsTaken,
        int epochs,
        double seconds,
        long skippedSteps,
        Evaluation best,
        List<Evaluation> evaluations,
        long weightsStep) {

    /** Why a training ended. */
    public enum Reason {
        /** All epochs are done. */
        EPOCHS,
        /** All steps are done. */
        STEPS,
        /** The time is over. */
        TIME,
        /** The score has not become better for a while. */
        EARLY_STOPPING,
        /** Somebody asked it to stop: {@link TrainingLoop#stop}, Ctrl-C or SIGTERM. */
        STOPPED
    }
}
