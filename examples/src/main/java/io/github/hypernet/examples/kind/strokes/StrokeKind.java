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
package io.github.hypernet.examples.kind.strokes;

import io.github.hypernet.examples.kind.DataOptions;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.Families;
import io.github.hypernet.examples.kind.Kind;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.Sampler;
import io.github.hypernet.text.handwriting.DrawingFiles;
import io.github.hypernet.text.handwriting.DrawingSet;
import io.github.hypernet.text.handwriting.IamOnDb;
import io.github.hypernet.text.handwriting.ReadingLog;
import io.github.hypernet.text.handwriting.SyntheticLetters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Models of pen strokes. */
public final class StrokeKind extends Kind {

    static final Families<StrokeSettings> FAMILIES =
            new Families<StrokeSettings>().add("stroke-model", StrokeSettings.class);

    private static final Map<String, StrokeSource> SOURCES = new LinkedHashMap<>();

    static {
        SOURCES.put("drawings", StrokeKind::drawings);
        SOURCES.put("iam-ondb", StrokeKind::iamOnDb);
    }

    /** Creates the kind. */
    public StrokeKind() {
        super("strokes", FAMILIES, SOURCES.keySet());
    }

    private static DrawingSet drawings(String recipe, Path data, long seed, ReadingLog log)
            throws IOException {
        return data == null ? SyntheticLetters.make(seed) : DrawingFiles.read(data, seed, log);
    }

    private static DrawingSet iamOnDb(String recipe, Path data, long seed, ReadingLog log)
            throws IOException {
        if (data == null) {
            throw new IllegalArgumentException(
                    "The recipe "
                            + recipe
                            + " needs the lines of IAM-OnDB: name their folder by --data");
        }
        return IamOnDb.fromFolder(data, IamOnDb.FEWEST_POINTS, log);
    }

    @Override
    public Experiment<?> load(Recipe recipe, DataOptions options) throws IOException {
        Path path = options.path();
        if (path == null) {
            options.refuseToSkip(recipe);
        }
        ReadingLog log = new ReadingLog(options.skipUnreadable());
        StrokeSource source = SOURCES.get(recipe.data());
        DrawingSet drawings = source.read(recipe.name(), path, options.seed(), log);
        if (!log.isEmpty()) {
            System.err.println(path + ": " + log);
        }
        try {
            return StrokeExperiment.of(drawings, path);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Experiment<?> outline(Recipe recipe, Path data) {
        return StrokeExperiment.withoutDrawings();
    }

    @Override
    public Optional<Sampler> sampler() {
        return Optional.of(new StrokeSampler());
    }
}
