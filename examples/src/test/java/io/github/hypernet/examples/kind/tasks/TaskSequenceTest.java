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
package io.github.hypernet.examples.kind.tasks;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.Arrays;
import java.util.stream.LongStream;

public class TaskSequenceTest {

    @Test
    public void twoDigitsATaskAreInOrder() {
        Assert.assertEquals(TaskSequence.SPLIT.digits(3), new int[] {6, 7});
        Assert.assertNull(TaskSequence.SPLIT.order(3, 64, 1));
    }

    @Test
    public void eachTaskButTheFirstHasAnOrderOfPixelsOfItsOwn() {
        Assert.assertNull(TaskSequence.PERMUTED.order(0, 64, 1));
        long[] first = TaskSequence.PERMUTED.order(1, 64, 1);
        long[] sorted = first.clone();
        Arrays.sort(sorted);
        Assert.assertEquals(sorted, LongStream.range(0, 64).toArray());
        Assert.assertEquals(TaskSequence.PERMUTED.order(1, 64, 1), first);
        Assert.assertNotEquals(TaskSequence.PERMUTED.order(2, 64, 1), first);
        Assert.assertNotEquals(TaskSequence.PERMUTED.order(1, 64, 2), first);
    }
}
