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
package io.github.hypernet.text;

import ai.djl.training.dataset.Batch;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Batches are made when they are asked for, not before. */
public class BatchIteratorTest {

    @Test
    public void aBatchIsMadeByNextAlone() {
        List<Integer> made = new ArrayList<>();
        BatchIterator batches =
                new BatchIterator(
                        2,
                        place -> {
                            made.add(place);
                            return (Batch) null;
                        });
        Assert.assertTrue(batches.hasNext());
        Assert.assertEquals(made, List.of());
        batches.next();
        Assert.assertTrue(batches.hasNext());
        Assert.assertEquals(made, List.of(0));
        batches.next();
        Assert.assertFalse(batches.hasNext());
        Assert.assertEquals(made, List.of(0, 1));
        Assert.assertThrows(NoSuchElementException.class, batches::next);
    }
}
