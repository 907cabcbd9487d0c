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
package io.github.hypernet.core.training.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/** What DJL's {@code Parameter} keeps private. */
public final class DjlParameter {

    private DjlParameter() {}

    /**
     * Puts an array into a parameter; the one that it had is left to the caller.
     *
     * @param parameter the parameter
     * @param array the array, or null for none
     * @param shape the parameter's shape, which need not be the array's
     */
    public static void put(Parameter parameter, NDArray array, Shape shape) {
        PrivateFields.write(Parameter.class, "array", parameter, array);
        PrivateFields.write(Parameter.class, "shape", parameter, shape);
    }
}
