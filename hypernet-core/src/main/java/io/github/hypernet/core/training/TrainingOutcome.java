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
 * @param startStep the training steps that were done before: 0, or those of the checkpoint that it
 *     went on from
 * @param step the training steps done
 * @param epochs the epochs begun
 * @param seconds the time trained, in seconds, over all resumes
 * @param skippedSteps the steps that were left out because their gradients were not finite
 * @param best the evaluation with the best score; null if there was none
 * @param evaluations all evaluations
 */
public record TrainingOutcome(
        Reason reason,
        long startStep,
        long step,
        int epochs,
        double seconds,
        long skippedSteps,
        Evaluation best,
        List<Evaluation> evaluations) {

    /**
     * Returns the steps of this call alone.
     *
     * @return the steps; 0 if the training that was to go on had ended already
     */
    public long stepsTaken() {
        return step - startStep;
    }

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
