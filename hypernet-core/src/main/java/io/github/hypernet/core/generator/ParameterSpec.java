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
package io.github.hypernet.core.generator;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * A parameter of a network as selectors and generators see it, learned or generated.
 *
 * @param name the parameter's name in the network's {@code getParameters()}, such as {@code
 *     03Conv2d_weight}
 * @param shape the parameter's shape
 * @param type the parameter's type
 */
public record ParameterSpec(String name, Shape shape, Parameter.Type type) {

    /**
     * Returns how many inputs feed one unit of the layer: the product of all dimensions but the
     * first, as DJL's {@code XavierInitializer} counts it.
     *
     * @return the fan-in; 1 for a vector
     */
    public long fanIn() {
        return shape.size() / shape.get(0);
    }

    /**
     * Returns the variance that He's initializer, DJL's default for weights, would give: 2 /
     * fan-in.
     *
     * @return the variance of this parameter's values before training
     */
    public double heVariance() {
        return 2.0 / fanIn();
    }
}
