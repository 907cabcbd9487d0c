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
package io.github.hypernet.core.training.optimizer;

import ai.djl.training.tracker.WarmUpTracker;

import org.testng.Assert;
import org.testng.annotations.Test;

/** The learning rate as a table of steps. */
public class StepTrackerTest {

    private static final StepTracker TABLE =
            StepTracker.builder().setValue(0.1f).addValue(10, 0.02f).addValue(20, 0.03f).build();

    @Test
    public void changesAfterTheGivenSteps() {
        Assert.assertEquals(TABLE.getNewValue(25), 0.03f);
        Assert.assertEquals(TABLE.getNewValue(1), 0.1f);
        Assert.assertEquals(TABLE.getNewValue(10), 0.1f);
        Assert.assertEquals(TABLE.getNewValue(11), 0.02f);
        Assert.assertEquals(TABLE.getNewValue(20), 0.02f);
        Assert.assertEquals(TABLE.getNewValue(21), 0.03f);
    }

    @Test
    public void isWarmedUpByDjl() {
        var warm =
                WarmUpTracker.builder()
                        .setMainTracker(TABLE)
                        .optWarmUpSteps(4)
                        .optWarmUpBeginValue(0)
                        .build();
        Assert.assertEquals(warm.getNewValue(1), 0.025f);
        Assert.assertEquals(warm.getNewValue(4), 0.1f);
        Assert.assertEquals(warm.getNewValue(15), 0.02f);
    }

    @Test
    public void refusesATableThatIsNone() {
        refused(() -> StepTracker.builder().build(), "setValue");
        refused(() -> StepTracker.builder().addValue(1, 1), "setValue");
        refused(() -> StepTracker.builder().setValue(0), "positive");
        refused(() -> StepTracker.builder().setValue(1).addValue(5, 1).addValue(5, 1), "rise");
    }

    private static void refused(Assert.ThrowingRunnable call, String part) {
        String message = Assert.expectThrows(IllegalArgumentException.class, call).getMessage();
        Assert.assertTrue(message.contains(part), message);
    }
}
