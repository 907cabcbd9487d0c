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
package io.github.hypernet.examples.kind.images;

import ai.djl.ndarray.types.Shape;

import io.github.hypernet.examples.kind.Benchmark;
import io.github.hypernet.examples.kind.DataOptions;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.Families;
import io.github.hypernet.examples.kind.ImageClassifier;
import io.github.hypernet.examples.kind.Kind;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.vision.data.Cifar10Images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nets that classify images, plain and with generated kernels. */
public final class ImageKind extends Kind {

    static final Families<ImageSettings> FAMILIES =
            new Families<ImageSettings>()
                    .add("conv-net", ConvNetSettings.class)
                    .add("wide-resnet", WideResNetSettings.class);

    private static final String CIFAR10 = "cifar10";

    private static final Map<String, ImageSource> SOURCES = new LinkedHashMap<>();

    static {
        SOURCES.put("digits", source(1, 8, ImageData.DIGITS, ImageData::digits));
        SOURCES.put("mnist", source(1, 28, ImageData.DIGITS, ImageData::mnist));
        SOURCES.put(CIFAR10, source(3, 32, Cifar10Images.CLASSES, ImageData::cifar10));
    }

    /** Creates the kind. */
    public ImageKind() {
        super("images", FAMILIES, SOURCES.keySet());
    }

    private static ImageSource source(
            int channels, int size, List<String> classes, ImageSource.Loader loader) {
        return new ImageSource(ImageFormat.of(new Shape(channels, size, size), classes), loader);
    }

    @Override
    public String split(Recipe recipe, Path data) {
        boolean folder = recipe.data().equals(CIFAR10) && ImageData.isImageFolder(data);
        return folder ? ImageData.HASH_SPLIT : null;
    }

    @Override
    public Experiment<?> load(Recipe recipe, DataOptions options) throws IOException {
        ImageData images = SOURCES.get(recipe.data()).loader().load(recipe.name(), options);
        return new ImageExperiment(images.format(), images);
    }

    @Override
    public Experiment<?> outline(Recipe recipe, Path data) {
        return outline(recipe);
    }

    private static ImageExperiment outline(Recipe recipe) {
        return new ImageExperiment(SOURCES.get(recipe.data()).format(), null);
    }

    @Override
    public Experiment<?> outlineOf(Recipe recipe, Path run) throws IOException {
        return ImageExperiment.of(run);
    }

    @Override
    public Map<String, RunFile> runFiles() {
        return Map.of(ImageFormat.FILE, ImageFormat::read);
    }

    @Override
    public Optional<ImageClassifier> classifier() {
        return Optional.of(new RunClassifier());
    }

    @Override
    public Optional<Benchmark> benchmark() {
        return Optional.of(
                (recipe, models, placement, steps) ->
                        new ImageBenchmark(outline(recipe), models, placement, steps).run());
    }

    @Override
    public Optional<Experiment<?>> materializable(Path run) throws IOException {
        return Optional.of(ImageExperiment.of(run));
    }
}
