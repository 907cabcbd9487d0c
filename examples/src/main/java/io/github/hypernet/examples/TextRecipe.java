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

import io.github.hypernet.text.language.Corpus;
import io.github.hypernet.text.language.PennTreebank;
import io.github.hypernet.text.language.SourcesJar;
import io.github.hypernet.text.language.TextFiles;
import io.github.hypernet.text.language.Wikipedia;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Language models of characters.
 *
 * @param name what the user calls it
 * @param description one line about it
 * @param source where its text comes from
 * @param symbols how many different ones the text has; 0 if only the text tells
 * @param models the models by name, each with its settings
 * @param defaultModels the models that are trained if the user names none
 */
record TextRecipe(
        String name,
        String description,
        Source source,
        int symbols,
        Map<String, TextSettings> models,
        List<String> defaultModels)
        implements Recipe {

    /** Reads a text from the file or folder that the user named, or from elsewhere. */
    @FunctionalInterface
    interface Source {
        Corpus read(Path data) throws IOException;
    }

    private static final TextSettings SMALL =
            new TextSettings(
                    248, 1, true, 64, 8, 0, 0.1f, 0, 32, 100, 2e-3f, 1, 1000, 2000, 200, 10);
    private static final TextSettings PENN =
            new TextSettings(
                    1000, 1, true, 128, 4, 0.1f, 0.1f, 0, 128, 100, 1e-3f, 1, 1000, 1_000_000, 400,
                    20);
    private static final TextSettings WIKIPEDIA =
            new TextSettings(
                    1800, 1, true, 256, 64, 0, 0.1f, 0, 128, 250, 1e-3f, 1, 1000, 1_000_000, 1000,
                    20);

    private static final List<String> TWINS = List.of("layer-norm-lstm", "layer-norm-hyper-lstm");

    static final TextRecipe JAVA_SOURCE =
            new TextRecipe(
                    "java-source",
                    "characters of real Java code: Guava's sources, from Maven Central",
                    data -> SourcesJar.guava(),
                    0,
                    smallModels(),
                    TWINS);

    static final TextRecipe TEXT =
            new TextRecipe(
                    "text",
                    "characters of any text file, or of the files in a folder: --data PATH",
                    TextRecipe::text,
                    0,
                    smallModels(),
                    TWINS);

    static final TextRecipe PTB_CHAR =
            new TextRecipe(
                    "ptb-char",
                    "the paper's Penn Treebank experiment (Section 4.3): --data FOLDER",
                    data -> PennTreebank.fromFolder(required("ptb-char", data)),
                    50,
                    pennModels(),
                    TWINS);

    static final TextRecipe ENWIK8 =
            new TextRecipe(
                    "enwik8",
                    "the paper's Hutter Prize Wikipedia experiment (Section 4.4): --data FILE",
                    data -> Wikipedia.enwik8(required("enwik8", data)),
                    205,
                    wikipediaModels(),
                    TWINS);

    /** Four models of about as many parameters: 0.5 million with 100 symbols. */
    private static Map<String, TextSettings> smallModels() {
        Map<String, TextSettings> models = new LinkedHashMap<>();
        models.put("lstm", Overrides.with(SMALL, "units=299", "hyperUnits=0", "layerNorm=false"));
        models.put("layer-norm-lstm", Overrides.with(SMALL, "units=298", "hyperUnits=0"));
        models.put("hyper-lstm", Overrides.with(SMALL, "units=249", "layerNorm=false"));
        models.put("layer-norm-hyper-lstm", SMALL);
        return models;
    }

    private static Map<String, TextSettings> pennModels() {
        TextSettings plain = Overrides.with(PENN, "hyperUnits=0", "layerNorm=false");
        TextSettings large = Overrides.with(PENN, "embeddingSize=16", "dropRate=0.15");
        Map<String, TextSettings> models = new LinkedHashMap<>();
        models.put("lstm-1000", plain);
        models.put("lstm-1250", Overrides.with(plain, "units=1250"));
        models.put("lstm-1000x2", Overrides.with(plain, "layers=2"));
        models.put("layer-norm-lstm", Overrides.with(PENN, "hyperUnits=0"));
        models.put("hyper-lstm", Overrides.with(PENN, "layerNorm=false"));
        models.put("layer-norm-hyper-lstm", PENN);
        models.put("large-embedding", Overrides.with(large, "recurrentDropRate=0.15"));
        models.put(
                "large-embedding-x2",
                Overrides.with(large, "layers=2", "dropRate=0.2", "recurrentDropRate=0.2"));
        return models;
    }

    private static Map<String, TextSettings> wikipediaModels() {
        TextSettings plain = Overrides.with(WIKIPEDIA, "hyperUnits=0", "layerNorm=false");
        Map<String, TextSettings> models = new LinkedHashMap<>();
        models.put("lstm-1800", plain);
        models.put("lstm-2000", Overrides.with(plain, "units=2000"));
        models.put("layer-norm-lstm", Overrides.with(WIKIPEDIA, "hyperUnits=0"));
        models.put("hyper-lstm", Overrides.with(WIKIPEDIA, "layerNorm=false"));
        models.put("layer-norm-hyper-lstm", WIKIPEDIA);
        models.put(
                "layer-norm-hyper-lstm-2048",
                Overrides.with(
                        WIKIPEDIA,
                        "units=2048",
                        "hyperUnits=512",
                        "length=300",
                        "recurrentDropRate=0.15",
                        "hyperRecurrentDropRate=0.15"));
        return models;
    }

    private static Corpus text(Path data) throws IOException {
        return TextFiles.read(required("text", data));
    }

    private static Path required(String recipe, Path data) {
        if (data == null) {
            throw new IllegalArgumentException(
                    "The recipe " + recipe + " needs its text: name it by --data");
        }
        return data;
    }

    @Override
    public boolean needsData() {
        return source == TEXT.source;
    }

    @Override
    public TextTask load(Path data, long seed) throws IOException {
        if (data != null && this == JAVA_SOURCE) {
            throw new IllegalArgumentException(
                    "The recipe java-source has its text built in and takes no --data; for a text"
                            + " of your own use the recipe text");
        }
        return TextTask.of(source.read(data));
    }

    @Override
    public TextTask outline(Path data) throws IOException {
        return symbols > 0 ? TextTask.ofSymbols(symbols) : load(data, 0);
    }
}
