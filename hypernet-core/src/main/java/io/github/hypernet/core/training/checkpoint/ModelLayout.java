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
package io.github.hypernet.core.training.checkpoint;

import ai.djl.ndarray.types.Shape;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands in a file of DJL's {@code Model.save}, found without a model. Every length is
 * compared with the file's before anything is allocated for it.
 *
 * <pre>
 *   header:     "DJL@", int version, UTF name, UTF data type, inputs, properties
 *   block:      byte version, metadata of its own, parameters, blocks of its children
 *   parameter:  char 'P', byte version, UTF name, array; or char 'N' where it has no value
 * </pre>
 *
 * @param inputs the shapes of the inputs that the model was initialized with
 * @param properties the model's properties
 * @param blockStart where the model's block begins in the file
 * @param blockEnd where it ends
 * @param parameters the parameters that have values, in order
 * @param isHypernetwork whether a hypernetwork is among the blocks
 */
record ModelLayout(
        List<Shape> inputs,
        Map<String, String> properties,
        long blockStart,
        long blockEnd,
        List<SavedParameter> parameters,
        boolean isHypernetwork) {

    private static final int MAGIC = 0x444a4c40; // "DJL@"
    private static final int VERSION = 1;

    /**
     * A parameter with a value.
     *
     * @param name its name in its block
     * @param shape its array's shape
     */
    record SavedParameter(String name, Shape shape) {}

    /**
     * Reads the layout of a file.
     *
     * @param file the file
     * @param end where DJL's bytes end
     * @return what stands in it
     * @throws IOException if it is none of DJL's, or damaged; the message says how
     */
    static ModelLayout read(Path file, long end) throws IOException {
        try (BoundedInput in = BoundedInput.open(file, 0, end)) {
            readName(in);
            List<Shape> inputs = readInputs(in);
            Map<String, String> properties = new LinkedHashMap<>();
            for (int count = in.readCount(2 * Short.BYTES); count > 0; --count) {
                properties.put(in.data().readUTF(), in.data().readUTF());
            }
            long blockStart = end - in.left();
            List<SavedParameter> parameters = new ArrayList<>();
            boolean isHypernetwork = new ParameterScan(in).addTo(parameters);
            return new ModelLayout(inputs, properties, blockStart, end, parameters, isHypernetwork);
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        }
    }

    /** Reads the name in a file's header. */
    static String readName(BoundedInput in) throws IOException {
        if (in.data().readInt() != MAGIC) {
            throw new IOException("it does not begin as DJL's files do");
        }
        int version = in.data().readInt();
        if (version != VERSION) {
            throw new IOException("its version is " + version + ", DJL reads " + VERSION);
        }
        return in.data().readUTF();
    }

    private static List<Shape> readInputs(BoundedInput in) throws IOException {
        SavedArray.readDataType(in);
        List<Shape> inputs = new ArrayList<>();
        for (int count = in.readCount(Short.BYTES + 2 * Integer.BYTES); count > 0; --count) {
            in.data().readUTF();
            inputs.add(in.readShape());
        }
        return inputs;
    }
}
