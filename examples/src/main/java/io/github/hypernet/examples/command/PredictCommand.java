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
package io.github.hypernet.examples.command;

import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.translate.TranslateException;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import io.github.hypernet.examples.kind.ImageClassifier;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.TrainedModel;
import io.github.hypernet.examples.report.JsonLines;
import io.github.hypernet.examples.report.Table;
import io.github.hypernet.vision.data.ImagePixels;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Classifies image files with a model of a run. */
@Command(
        name = "predict",
        description = "Classifies image files, of any size, with a model that train made.",
        mixinStandardHelpOptions = true)
public final class PredictCommand implements Callable<Integer> {

    @Mixin private RunOptions runOptions;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "Image files: PNG, JPEG, GIF, BMP or TIFF.")
    private List<Path> files;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            split = ",",
            description = "Models of the run (default: all).")
    private List<String> models = List.of();

    @Option(
            names = "--condition",
            paramLabel = "VALUE",
            description =
                    "What the weights are made from, where a model has others for each condition: a"
                            + " task's number from 0, or an angle in degrees.")
    private String condition;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "How many classes to print, the most probable ones (default:"
                            + " ${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--invert",
            description =
                    "Turn light and dark round: models of digits and mnist learned light strokes on"
                            + " a dark ground, so images of dark ink on paper need it.")
    private boolean invert;

    @Option(names = "--json", description = "Print one JSON object an image in place of the table.")
    private boolean json;

    /** Creates the command. */
    public PredictCommand() {}

    @Override
    public Integer call() throws IOException, TranslateException {
        if (top <= 0) {
            throw new IllegalArgumentException("--top must be at least 1, got " + top);
        }
        Run stored = runOptions.read();
        ImageClassifier classifier =
                stored.recipe()
                        .kind()
                        .classifier()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                runOptions.folder()
                                                        + " is a run of the recipe "
                                                        + stored.recipe().name()
                                                        + ", which has no images"));
        List<Image> images = new ArrayList<>();
        for (Path file : files) {
            BufferedImage picture = ImagePixels.read(file);
            if (invert) {
                ImagePixels.invert(picture);
            }
            images.add(ImageFactory.getInstance().fromImage(picture));
        }
        Placement placement = runOptions.placement(stored);
        Table table = new Table();
        table.setHeader(List.of("Image", "Model", "Classes"));
        for (String model : stored.modelsNamed(models)) {
            TrainedModel trained = runOptions.trained(stored, model, placement);
            List<Classifications> answers = classifier.classify(trained, images, condition, top);
            for (int i = 0; i < answers.size(); ++i) {
                print(files.get(i), model, answers.get(i), table);
            }
        }
        if (!json) {
            System.out.print(table);
        }
        hint(classifier, images);
        return 0;
    }

    /** Models are as sure of a digit whose light and dark are turned round as of any other. */
    private void hint(ImageClassifier classifier, List<Image> images) throws IOException {
        List<Path> inverted = new ArrayList<>();
        for (int i = 0; i < images.size(); ++i) {
            if (classifier.looksInverted(runOptions.folder(), images.get(i))) {
                inverted.add(files.get(i));
            }
        }
        if (!inverted.isEmpty()) {
            System.err.printf(
                    Locale.ROOT,
                    "%s: light where the training images are dark, or dark where they are light; %s"
                            + "%n",
                    inverted,
                    invert ? "leave out --invert" : "--invert turns them round");
        }
    }

    private void print(Path file, String model, Classifications answer, Table table) {
        List<Classifications.Classification> best = answer.topK(top);
        if (json) {
            JsonArray classes = new JsonArray();
            for (Classifications.Classification item : best) {
                JsonObject entry = new JsonObject();
                entry.addProperty("class", item.getClassName());
                entry.addProperty("probability", item.getProbability());
                classes.add(entry);
            }
            JsonObject line = new JsonObject();
            line.addProperty("image", file.toString());
            line.addProperty("model", model);
            line.add("classes", classes);
            JsonLines.print(line);
            return;
        }
        List<String> names = new ArrayList<>();
        for (Classifications.Classification item : best) {
            names.add(
                    String.format(
                            Locale.ROOT,
                            "%s %.1f %%",
                            item.getClassName(),
                            100 * item.getProbability()));
        }
        table.addRow(List.of(file.toString(), model, String.join(", ", names)));
    }
}
