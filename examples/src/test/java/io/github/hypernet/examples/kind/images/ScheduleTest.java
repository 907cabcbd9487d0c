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
package io.github.hypernet.examples.kind.images;

import ai.djl.training.tracker.Tracker;

import org.testng.Assert;
import org.testng.annotations.Test;

/** Learning rates over a training. */
public class ScheduleTest {

    private static void is(Tracker tracker, int step, double expected) {
        Assert.assertEquals(tracker.getNewValue(step), expected, 1e-6 * expected, "step " + step);
    }

    @Test
    public void thePapersTablesAreThere() {
        Tracker plain = Schedule.FIFTHS.tracker(0.1f, 140_000);
        double[] rates = {0.1, 0.02, 0.004, 0.0008, 0.00016};
        for (int i = 0; i < rates.length; ++i) {
            is(plain, 28_000 * i + 1, rates[i]);
            is(plain, 28_000 * (i + 1), rates[i]);
        }
        Tracker hyper = Schedule.QUARTERS.tracker(0.002f, 672_000);
        double[] hyperRates = {0.002, 0.001, 0.0002, 0.00005};
        for (int i = 0; i < hyperRates.length; ++i) {
            is(hyper, 168_000 * i + 1, hyperRates[i]);
            is(hyper, 168_000 * (i + 1), hyperRates[i]);
        }
    }

    @Test
    public void oneCycleRisesAndFalls() {
        Tracker cycle = Schedule.ONE_CYCLE.tracker(0.4f, 1000);
        is(cycle, 250, 0.4);
        Assert.assertTrue(cycle.getNewValue(1) < 0.03);
        for (int step = 2; step <= 1000; ++step) {
            float change = cycle.getNewValue(step) - cycle.getNewValue(step - 1);
            Assert.assertTrue(step <= 250 ? change >= 0 : change <= 0, "step " + step);
        }
        Assert.assertTrue(cycle.getNewValue(1000) < 0.001);
    }

    @Test
    public void tooFewStepsAreRefused() {
        Assert.expectThrows(IllegalArgumentException.class, () -> Schedule.FIFTHS.tracker(0.1f, 4));
    }
}
