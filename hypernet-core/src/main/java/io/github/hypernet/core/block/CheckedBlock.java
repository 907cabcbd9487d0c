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
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;

import java.io.DataInputStream;
import java.io.IOException;

/**
 * A block that checks the version and the input shapes in its model file before it allocates
 * anything for them; DJL's own blocks trust the sizes that they read.
 */
public abstract class CheckedBlock extends AbstractBlock {

    /**
     * Creates a block.
     *
     * @param version the version of its saved parameters
     */
    protected CheckedBlock(byte version) {
        super(version);
    }

    /**
     * {@inheritDoc}
     *
     * @throws MalformedModelException if the file is of another version, or a size in it can be
     *     none
     */
    @Override
    protected void loadMetadata(byte loadVersion, DataInputStream is)
            throws IOException, MalformedModelException {
        if (loadVersion != version) {
            throw new MalformedModelException(
                    "The file was saved with version "
                            + loadVersion
                            + " of "
                            + getClass().getSimpleName()
                            + ", this library reads version "
                            + version
                            + ": it is damaged, or another network's");
        }
        Shape[] shapes = SavedShapes.readAll(is);
        inputShapes = inputShapes == null ? shapes : inputShapes;
    }
}
