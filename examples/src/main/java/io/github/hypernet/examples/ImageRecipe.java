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
package io.github.hypernet.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A net for images of ten classes, plain and with a generated kernel.
 *
 * @param name what the user calls it
 * @param description one line about it
 * @param data where its images come from
 * @param imageSize height and width of an image
 * @param settings the settings of both models
 */
record ImageRecipe(
        String name,
        String description,
        ImageData.Source data,
        int imageSize,
        ImageSettings settings)
        implements Recipe {

    static final String PLAIN = "plain";
    static final String HYPER = "hyper";

    static final ImageRecipe DIGITS =
            new ImageRecipe(
                    "digits",
                    "1,797 real 8x8 digits, built in; 3x3 kernels; seconds to train",
                    ImageData::digits,
                    8,
                    new ImageSettings(3, 4, 120, 40, 32, 2e-3f, 1));

    static final ImageRecipe MNIST =
            new ImageRecipe(
                    "mnist",
                    "the paper's MNIST experiment (Section 4.1); 7x7 kernels",
                    ImageData::mnist,
                    28,
                    new ImageSettings(7, 4, 100, 15, 1000, 1e-3f, 1));

    @Override
    public Map<String, ImageSettings> models() {
        Map<String, ImageSettings> models = new LinkedHashMap<>();
        models.put(PLAIN, settings);
        models.put(HYPER, settings);
        return models;
    }

    @Override
    public List<String> defaultModels() {
        return List.of(PLAIN, HYPER);
    }

    @Override
    public ImageTask load(Path folder, long seed) throws IOException {
        return new ImageTask(this, data.load(folder, seed));
    }

    @Override
    public ImageTask outline(Path folder) {
        return new ImageTask(this, null);
    }
}
