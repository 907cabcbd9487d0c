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
package io.github.hypernet.core.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.JsonUtils;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Float64 values of one of the paper's equations, made by an independent program.
 *
 * <p>The files lie in the folder that {@code -Dhypernet.reference} names, or among the test
 * resources.
 */
public record ReferenceCase(
        String name,
        Map<String, Object> settings,
        Map<String, Tensor> params,
        Map<String, Tensor> inputs,
        Map<String, Tensor> outputs,
        Map<String, Tensor> grads) {

    /** Row-major values and their shape. */
    public record Tensor(long[] shape, double[] data) {

        public NDArray toArray(NDManager manager) {
            return manager.create(floats(), new Shape(shape));
        }

        public float[] floats() {
            float[] values = new float[data.length];
            for (int i = 0; i < data.length; ++i) {
                values[i] = (float) data[i];
            }
            return values;
        }
    }

    /** Reads all cases whose file names begin with a prefix; there is at least one. */
    public static List<ReferenceCase> all(String prefix) {
        List<ReferenceCase> cases = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), prefix + "*.json")) {
            for (Path file : files) {
                cases.add(read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (cases.isEmpty()) {
            throw new AssertionError("No case " + prefix + "*.json in " + folder());
        }
        return cases;
    }

    private static Path folder() {
        String property = System.getProperty("hypernet.reference", "");
        if (!property.isEmpty()) {
            return Path.of(property);
        }
        try {
            return Path.of(ReferenceCase.class.getResource("/reference").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static ReferenceCase read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            ReferenceCase read = JsonUtils.GSON.fromJson(reader, ReferenceCase.class);
            String name = file.getFileName().toString().replace(".json", "");
            return new ReferenceCase(
                    name, read.settings, read.params, read.inputs, read.outputs, read.grads);
        }
    }

    public long setting(String key) {
        return Math.round(number(key));
    }

    public float number(String key) {
        return ((Number) settings.get(key)).floatValue();
    }

    public boolean flag(String key) {
        return (Boolean) settings.get(key);
    }

    /** Compares relative to the largest expected value. */
    public static void assertClose(NDArray actual, Tensor expected, double tolerance, String what) {
        float[] values = actual.toFloatArray();
        if (values.length != expected.data.length) {
            throw new AssertionError(
                    what + ": " + values.length + " values, not " + expected.data.length);
        }
        double scale = 0;
        double error = 0;
        for (int i = 0; i < values.length; ++i) {
            scale = Math.max(scale, Math.abs(expected.data[i]));
            error = Math.max(error, Math.abs(values[i] - expected.data[i]));
        }
        if (!(error <= tolerance * scale)) {
            throw new AssertionError(
                    what + ": error " + error + " at scale " + scale + ", allowed " + tolerance);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
