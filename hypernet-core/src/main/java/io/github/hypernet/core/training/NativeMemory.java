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

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * How the process gets the memory of its arrays from the system, on a CPU.
 *
 * <p>By default the C library of Linux gives the memory of a large array back as soon as the array
 * is freed, and asks for it again at the next step: the kernel must then fill every page with
 * zeros. Where arrays are large and products small that takes most of a training step's time (two
 * thirds of it for a convolutional net on batches of 1000 MNIST images).
 */
public final class NativeMemory {

    private static final int TRIM_THRESHOLD = -1; // M_TRIM_THRESHOLD
    private static final int MMAP_THRESHOLD = -3; // M_MMAP_THRESHOLD
    private static final int ONE_GIBIBYTE = 1 << 30;

    private NativeMemory() {}

    /** The part of the C library that is called; the name is the C function's. */
    interface CLibrary extends Library {
        int mallopt(int parameter, int value);
    }

    /**
     * Makes this process keep the memory of freed arrays for the arrays that come next: it holds
     * what it needed most, until it ends. Call it once, before the first array is made.
     *
     * @return whether the C library took the settings; false where it is not glibc, such as on
     *     Windows and macOS, whose processes stay as they were
     */
    public static boolean keepFreed() {
        if (!Platform.isLinux()) {
            return false;
        }
        try {
            CLibrary library = Native.load(Platform.C_LIBRARY_NAME, CLibrary.class);
            return library.mallopt(MMAP_THRESHOLD, ONE_GIBIBYTE) == 1
                    && library.mallopt(TRIM_THRESHOLD, -1) == 1;
        } catch (UnsatisfiedLinkError e) {
            return false; // a C library without mallopt, such as musl
        }
    }
}
