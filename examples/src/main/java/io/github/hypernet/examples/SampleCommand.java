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

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.TranslateException;

import io.github.hypernet.text.language.LanguageModel;
import io.github.hypernet.text.language.SamplePicture;
import io.github.hypernet.text.language.Sampling;
import io.github.hypernet.text.language.SamplingBlock;
import io.github.hypernet.text.language.SamplingTranslator;
import io.github.hypernet.text.language.Vocabulary;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/** Writes text with a model of a run, character by character. */
@Command(
        name = "sample",
        description = "Writes text with a language model that train made.",
        mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "The folder that train wrote.")
    private Path run;

    @Mixin private EngineOptions engineOptions;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "The model of the run (default: its last one).")
    private String modelName;

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "What the text begins with (default: a line end, or the first symbol).")
    private String prompt;

    @Option(
            names = "--length",
            paramLabel = "N",
            defaultValue = "600",
            description = "How many characters to write (default: ${DEFAULT-VALUE}).")
    private int length;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "1",
            description =
                    "Below 1 bolder, above 1 more varied, 0 always the best one (default:"
                            + " ${DEFAULT-VALUE}).")
    private float temperature;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            defaultValue = "0",
            description = "Draw from the K best characters only (default: from all).")
    private int topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            defaultValue = "1",
            description =
                    "Draw from the best characters that together have the probability P (default:"
                            + " from all).")
    private float topP;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of the random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description =
                    "Also draw, in a .png or .html file, how much the hypernetwork changed each"
                            + " gate's weights at each character.")
    private Path picture;

    @Override
    public Integer call() throws IOException, TranslateException {
        Sampling sampling = new Sampling(length, temperature, topK, topP, seed);
        if (picture != null && !isHtml() && !picture.toString().endsWith(".png")) {
            throw new IllegalArgumentException(
                    "--picture must name a .png or .html file, got " + picture);
        }
        Settings settings = Settings.read(run);
        String name = model(settings);
        Engine engine = engineOptions.engine(settings.engine());
        Device device = engineOptions.device(engine, null);
        Vocabulary vocabulary = TextTask.vocabulary(run);
        TextTask task = TextTask.ofSymbols(vocabulary.size());
        try (Experiment experiment = task.open(name, settings.of(name), engine, device)) {
            experiment.load(run);
            LanguageModel languageModel = ((CharacterModel) experiment).languageModel();
            String begin = begin(vocabulary);
            String text = write(languageModel, vocabulary, begin, sampling, engine, device);
            if (picture != null) {
                try (NDManager manager = engine.newBaseManager(device)) {
                    draw(
                            SamplePicture.of(
                                    languageModel, vocabulary, manager, vocabulary.encode(text)));
                }
            }
        }
        return 0;
    }

    private String model(Settings settings) {
        if (!(Recipe.named(settings.recipe()) instanceof TextRecipe)) {
            throw new IllegalArgumentException(
                    run + " is a run of the recipe " + settings.recipe() + ", which has no text");
        }
        List<String> names = settings.modelNames();
        if (modelName != null && !names.contains(modelName)) {
            throw new IllegalArgumentException(
                    run + " has no model " + modelName + "; it has " + String.join(", ", names));
        }
        return modelName == null ? names.get(names.size() - 1) : modelName;
    }

    /** Returns what the text begins with, of the vocabulary's symbols. */
    private String begin(Vocabulary vocabulary) {
        if (prompt == null) {
            return vocabulary.contains("\n") ? "\n" : vocabulary.decode(0);
        }
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException("--prompt must have at least one character");
        }
        vocabulary.encode(prompt);
        return prompt;
    }

    /** Prints the text while it is drawn, and returns it, the prompt included. */
    private static String write(
            LanguageModel languageModel,
            Vocabulary vocabulary,
            String begin,
            Sampling sampling,
            Engine engine,
            Device device)
            throws TranslateException {
        StringBuilder text = new StringBuilder(begin);
        System.out.print(begin);
        try (Model model = Model.newInstance("sample", device, engine.getEngineName())) {
            model.setBlock(new SamplingBlock(languageModel, sampling));
            try (Predictor<String, Stream<String>> predictor =
                            model.newPredictor(new SamplingTranslator(vocabulary));
                    Stream<String> pieces =
                            predictor.streamingPredict(begin).getIterativeOutput()) {
                pieces.forEach(
                        piece -> {
                            text.append(piece);
                            System.out.print(piece);
                            System.out.flush();
                        });
            }
        }
        System.out.println();
        return text.toString();
    }

    private boolean isHtml() {
        return picture.toString().endsWith(".html");
    }

    private void draw(SamplePicture sample) throws IOException {
        NewFile.write(
                picture,
                file -> {
                    if (isHtml()) {
                        file.write(sample.toHtml().getBytes(StandardCharsets.UTF_8));
                    } else {
                        ImageIO.write(sample.toImage(), "png", file);
                    }
                });
    }
}
