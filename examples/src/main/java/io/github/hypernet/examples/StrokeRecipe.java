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

import io.github.hypernet.text.handwriting.DrawingFiles;
import io.github.hypernet.text.handwriting.DrawingSet;
import io.github.hypernet.text.handwriting.IamOnDb;
import io.github.hypernet.text.handwriting.SyntheticLetters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Models of pen strokes.
 *
 * @param name what the user calls it
 * @param description one line about it
 * @param source where its drawings come from
 * @param models the models by name, each with its settings
 */
record StrokeRecipe(
        String name, String description, Source source, Map<String, StrokeSettings> models)
        implements Recipe {

    /** Reads drawings from the file or folder that the user named, or from elsewhere. */
    @FunctionalInterface
    interface Source {
        DrawingSet read(Path data, long seed) throws IOException;
    }

    private static final StrokeSettings SMALL =
            new StrokeSettings(
                    180, 1, true, 48, 4, 20, 0.05f, 0.05f, 0, 64, 0.1f, 3e-3f, 1, 1000, 3000, 100,
                    10);
    private static final StrokeSettings PAPER =
            new StrokeSettings(
                    900, 1, true, 128, 4, 20, 0.05f, 0.05f, 0, 32, 0.1f, 1e-4f, 5, 1000, 1_000_000,
                    400, 20);

    static final StrokeRecipe STROKES =
            new StrokeRecipe(
                    "strokes",
                    "pen strokes: --data FILE (.npz, .ndjson, .svg), or letters made for this app",
                    (data, seed) ->
                            data == null
                                    ? SyntheticLetters.make(seed)
                                    : DrawingFiles.read(data, seed),
                    // about 212 thousand parameters each
                    models(SMALL, "units=214", "units=213", "units=181"));

    static final StrokeRecipe HANDWRITING =
            new StrokeRecipe(
                    "handwriting",
                    "the paper's handwriting experiment (Section 4.5): --data FOLDER of IAM-OnDB",
                    (data, seed) -> IamOnDb.fromFolder(required(data)),
                    models(PAPER, "units=900", "units=900", "units=900"));

    private static Map<String, StrokeSettings> models(
            StrokeSettings settings, String lstm, String layerNormLstm, String hyperLstm) {
        Map<String, StrokeSettings> models = new LinkedHashMap<>();
        models.put("lstm", Overrides.with(settings, lstm, "hyperUnits=0", "layerNorm=false"));
        models.put("layer-norm-lstm", Overrides.with(settings, layerNormLstm, "hyperUnits=0"));
        models.put("hyper-lstm", Overrides.with(settings, hyperLstm, "layerNorm=false"));
        models.put("layer-norm-hyper-lstm", settings);
        return models;
    }

    private static Path required(Path data) {
        if (data == null) {
            throw new IllegalArgumentException(
                    "The recipe handwriting needs the lines of IAM-OnDB: name their folder by"
                            + " --data");
        }
        return data;
    }

    @Override
    public List<String> defaultModels() {
        return List.of("layer-norm-lstm", "layer-norm-hyper-lstm");
    }

    @Override
    public StrokeTask load(Path data, long seed) throws IOException {
        return StrokeTask.of(source.read(data, seed));
    }

    @Override
    public StrokeTask outline(Path data) {
        return StrokeTask.withoutDrawings();
    }
}
