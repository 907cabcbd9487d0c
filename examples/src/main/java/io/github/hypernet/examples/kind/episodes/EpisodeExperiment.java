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
package io.github.hypernet.examples.kind.episodes;

import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.DataIdentity;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.Placement;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recipe of the kind with its data.
 *
 * @param images the images, or an outline of them where only the models matter; null for tasks that
 *     are made up
 */
record EpisodeExperiment(FewShotImages images) implements Experiment<EpisodeModel> {

    @Override
    public EpisodeModel open(String name, ModelSpec spec, Placement placement) {
        return EpisodeKind.FAMILIES.read(spec).open(this, name, placement);
    }

    @Override
    public Optional<DataIdentity> identity() {
        return Optional.ofNullable(images).map(FewShotImages::identity);
    }

    /** Has each family draw its models together. */
    @Override
    public void draw(List<EpisodeModel> models, RunFolder run)
            throws IOException, TranslateException {
        Map<Class<?>, List<EpisodeModel>> families = new LinkedHashMap<>();
        for (EpisodeModel model : models) {
            families.computeIfAbsent(model.getClass(), c -> new ArrayList<>()).add(model);
        }
        for (List<EpisodeModel> family : families.values()) {
            family.get(0).draw(family, run);
        }
    }
}
