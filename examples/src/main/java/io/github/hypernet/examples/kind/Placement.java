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
package io.github.hypernet.examples.kind;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.nn.Block;

/**
 * Where numbers are computed.
 *
 * @param engine the engine
 * @param device the device, one of the engine's
 */
public record Placement(Engine engine, Device device) {

    /**
     * Makes a model of a block there.
     *
     * @param name the model's name
     * @param block the block
     * @return the model, for the caller to close
     */
    public Model newModel(String name, Block block) {
        Model model = Model.newInstance(name, device, engine.getEngineName());
        model.setBlock(block);
        return model;
    }
}
