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
package io.github.hypernet.core;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

import io.github.hypernet.core.generator.ParameterSpec;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chooses which parameters of a main network are generated.
 *
 * <p>It is asked when the main network is initialized, so names, shapes and types are known. Names
 * are those of the main network's {@code getParameters()}, such as {@code 03Conv2d_weight}.
 */
@FunctionalInterface
public interface ParameterSelector {

    /**
     * Tells whether a parameter is generated.
     *
     * @param parameter the name, shape and type of a parameter of the main network
     * @return true if it is generated
     */
    boolean selects(ParameterSpec parameter);

    /**
     * Selects parameters by name.
     *
     * @param names the names
     * @return the selector
     */
    static ParameterSelector named(String... names) {
        Set<String> set = Set.of(names);
        return parameter -> set.contains(parameter.name());
    }

    /**
     * Selects parameters whose whole name matches a regular expression.
     *
     * @param regex the regular expression
     * @return the selector
     */
    static ParameterSelector matching(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return parameter -> pattern.matcher(parameter.name()).matches();
    }

    /**
     * Selects all weights (parameters of type {@code WEIGHT}): kernels, the matrices of linear and
     * recurrent layers.
     *
     * @return the selector
     */
    static ParameterSelector weights() {
        return parameter -> parameter.type() == Parameter.Type.WEIGHT;
    }

    /**
     * Selects convolution kernels of one window, of every number of channels.
     *
     * @param kernelShape the window, such as {@code new Shape(3, 3)}
     * @return the selector
     */
    static ParameterSelector kernels(Shape kernelShape) {
        return weights()
                .and(
                        parameter ->
                                parameter.shape().dimension() == 2 + kernelShape.dimension()
                                        && parameter.shape().slice(2).equals(kernelShape));
    }

    /**
     * Narrows this selector.
     *
     * @param other another condition
     * @return a selector of the parameters that both select
     */
    default ParameterSelector and(ParameterSelector other) {
        return parameter -> selects(parameter) && other.selects(parameter);
    }

    /**
     * Turns this selector round.
     *
     * @return a selector of the parameters that this one does not select
     */
    default ParameterSelector negate() {
        return parameter -> !selects(parameter);
    }
}
