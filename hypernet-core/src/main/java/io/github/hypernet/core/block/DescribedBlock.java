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
package io.github.hypernet.core.block;

import ai.djl.MalformedModelException;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A block whose settings are saved with its parameters: a file loads only into a block that was
 * built with the same ones.
 */
public abstract class DescribedBlock extends CheckedBlock {

    /**
     * Creates a block.
     *
     * @param version the version of its saved parameters
     */
    protected DescribedBlock(byte version) {
        super(version);
    }

    /**
     * Returns the kind of the block and the settings that its parameters' values go with.
     *
     * <p>The text is part of the model file. So its words never change, the kind is not the name of
     * the Java class but of the format, and numbers are formatted with {@code Locale.ROOT}.
     *
     * @return a one-line description
     */
    protected abstract String describe();

    /** Returns the kind and the settings, in one line. */
    @Override
    public String toString() {
        return describe();
    }

    /** {@inheritDoc} */
    @Override
    protected void saveMetadata(DataOutputStream os) throws IOException {
        super.saveMetadata(os);
        os.writeUTF(describe());
    }

    /**
     * {@inheritDoc}
     *
     * @throws MalformedModelException if the file was saved with other settings
     */
    @Override
    protected void loadMetadata(byte loadVersion, DataInputStream is)
            throws IOException, MalformedModelException {
        super.loadMetadata(loadVersion, is);
        String saved = is.readUTF();
        if (!saved.equals(describe())) {
            throw new MalformedModelException(
                    "The file was saved with "
                            + saved.replaceAll("\\p{Cntrl}", "?")
                            + ", this model has "
                            + describe()
                            + ": build the model with the same settings");
        }
    }
}
