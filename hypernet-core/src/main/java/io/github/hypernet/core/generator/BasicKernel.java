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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Preconditions;

/**
 * The kernel that larger ones are grids of: a row of the grid is so many input channels, a column
 * so many output channels.
 *
 * @param inputChannels its input channels, N_in
 * @param outputChannels its output channels, N_out
 * @param window its window, of S values
 */
record BasicKernel(long inputChannels, long outputChannels, Shape window) {

    BasicKernel {
        Preconditions.checkArgument(
                inputChannels > 0, "The basic size must be positive, got " + inputChannels);
        Preconditions.checkArgument(
                outputChannels > 0, "The basic size must be positive, got " + outputChannels);
        Preconditions.checkArgument(
                window.size() > 0,
                "The size of the kernel shape "
                        + window
                        + " must be positive, got "
                        + window.size());
    }

    /** Returns how many values belong to an input channel: N_out * S. */
    long sliceSize() {
        return outputChannels * window.size();
    }

    /** Returns the rows of the grid, R, that a kernel is. */
    long rows(ParameterSpec kernel) {
        return kernel.shape().get(1) / inputChannels;
    }

    /** Returns the columns of the grid, C, that a kernel is. */
    long columns(ParameterSpec kernel) {
        return kernel.shape().get(0) / outputChannels;
    }

    /**
     * Checks that a parameter is a grid of basic kernels.
     *
     * @throws IllegalArgumentException if it is not
     */
    void check(ParameterSpec parameter) {
        Shape shape = parameter.shape();
        if (shape.dimension() != 2 + window.dimension() || !shape.slice(2).equals(window)) {
            throw cannotGenerate(parameter, "its window is not " + window);
        }
        if (shape.get(0) % outputChannels != 0) {
            throw cannotGenerate(parameter, noMultiple("output", shape.get(0), outputChannels));
        }
        if (shape.get(1) % inputChannels != 0) {
            throw cannotGenerate(parameter, noMultiple("input", shape.get(1), inputChannels));
        }
    }

    private static String noMultiple(String which, long channels, long basic) {
        return "its " + channels + " " + which + " channels are no multiple of " + basic;
    }

    private IllegalArgumentException cannotGenerate(ParameterSpec parameter, String why) {
        return new IllegalArgumentException(
                "Cannot generate "
                        + parameter.name()
                        + " of shape "
                        + parameter.shape()
                        + " from basic kernels of "
                        + this
                        + ": "
                        + why
                        + "; select other parameters or set another basic size or kernel shape");
    }

    /**
     * Puts the grids of several kernels together.
     *
     * @param chunks basic kernels, row by row, kernel by kernel: {@code [n * R * C, N_in, N_out *
     *     S]}
     * @param count how many kernels, n
     * @param kernel one of them; all have its shape
     * @return the kernels, {@code [n, C * N_out, R * N_in, window]}
     */
    NDArray assemble(NDArray chunks, long count, ParameterSpec kernel) {
        // [n, R, C, N_in, N_out, S] -> [n, C, N_out, R, N_in, S]
        return chunks.reshape(
                        count,
                        rows(kernel),
                        columns(kernel),
                        inputChannels,
                        outputChannels,
                        window.size())
                .transpose(0, 2, 4, 1, 3, 5)
                .reshape(new Shape(count).addAll(kernel.shape()));
    }

    /** Returns the sizes in words, which are part of a saved generator's description. */
    @Override
    public String toString() {
        return inputChannels
                + " input and "
                + outputChannels
                + " output channels and a window of "
                + window;
    }
}
