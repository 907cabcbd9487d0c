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

import io.github.hypernet.examples.kind.DataOptions;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.Families;
import io.github.hypernet.examples.kind.Kind;
import io.github.hypernet.examples.kind.Recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Models that learn a task from a few examples of it, which they have never seen before. */
public final class EpisodeKind extends Kind {

    static final Families<EpisodeSettings> FAMILIES =
            new Families<EpisodeSettings>()
                    .add("sines", SineSettings.class)
                    .add("few-shot", FewShotSettings.class);

    private static final String SINES = "sines";

    /** Creates the kind. */
    public EpisodeKind() {
        super("episodes", FAMILIES, allSources());
    }

    private static List<String> allSources() {
        List<String> sources = new ArrayList<>(FewShotImages.SIDES.keySet());
        sources.add(SINES);
        return sources;
    }

    @Override
    public Experiment<?> load(Recipe recipe, DataOptions options) throws IOException {
        if (!recipe.data().equals(SINES)) {
            return new EpisodeExperiment(FewShotImages.load(recipe, options));
        }
        options.refuseToSkip(recipe);
        if (options.path() != null) {
            throw new IllegalArgumentException(
                    "The recipe "
                            + recipe.name()
                            + " makes its tasks up and takes no --data, got "
                            + options.path());
        }
        return outline(recipe, null);
    }

    @Override
    public Experiment<?> outline(Recipe recipe, Path data) {
        return new EpisodeExperiment(
                recipe.data().equals(SINES) ? null : FewShotImages.outline(recipe.data()));
    }
}
