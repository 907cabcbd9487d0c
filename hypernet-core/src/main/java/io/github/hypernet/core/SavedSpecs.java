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

import ai.djl.MalformedModelException;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.block.SavedShapes;
import io.github.hypernet.core.generator.ParameterSpec;
import io.github.hypernet.core.generator.WeightGenerator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The list of a generator's parameters in a model file: their names, shapes and types. */
final class SavedSpecs {

    private static final int LARGEST_COUNT = 1 << 20;

    private SavedSpecs() {}

    static void write(List<ParameterSpec> specs, DataOutputStream os) throws IOException {
        os.writeInt(specs.size());
        for (ParameterSpec parameter : specs) {
            os.writeUTF(parameter.name());
            os.write(parameter.shape().getEncoded());
            os.writeUTF(parameter.type().name());
        }
    }

    static List<ParameterSpec> read(DataInputStream is)
            throws IOException, MalformedModelException {
        List<ParameterSpec> specs = new ArrayList<>();
        int count = SavedShapes.readSize(is, "number of generated parameters", LARGEST_COUNT);
        for (int i = 0; i < count; ++i) {
            String name = is.readUTF().replaceAll("\\p{Cntrl}", "?"); // it is printed
            Shape shape = SavedShapes.read(is);
            specs.add(new ParameterSpec(name, shape, type(is.readUTF())));
        }
        return specs;
    }

    private static Parameter.Type type(String name) throws MalformedModelException {
        for (Parameter.Type type : Parameter.Type.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new MalformedModelException(
                "The file is damaged: a generated parameter has a type that DJL does not know");
    }

    /** A damaged shape may be one that the generator cannot make, or could not count. */
    static void check(ParameterSpec spec, WeightGenerator generator)
            throws MalformedModelException {
        try {
            long size = 1;
            for (long dimension : spec.shape().getShape()) {
                size = Math.multiplyExact(size, dimension);
            }
            Preconditions.checkArgument(
                    size >= 0 && size <= Integer.MAX_VALUE, "the shape has " + size + " values");
            generator.countChunks(spec);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedModelException(
                    "The file was saved with a generated parameter "
                            + spec.name()
                            + " "
                            + spec.shape()
                            + ", which this model cannot generate: "
                            + e.getMessage(),
                    e);
        }
    }
}
