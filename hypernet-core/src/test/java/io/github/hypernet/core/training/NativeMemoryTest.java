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

import com.sun.jna.Platform;

import org.testng.Assert;
import org.testng.annotations.Test;

/** The settings of the C library's memory. */
public class NativeMemoryTest {

    @Test
    public void glibcTakesTheSettings() {
        boolean glibc = Platform.isLinux(); // where the natives of the engines run
        Assert.assertEquals(NativeMemory.keepFreed(), glibc);
        Assert.assertEquals(NativeMemory.keepFreed(), glibc, "a second time");
    }
}
