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

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of experiments: reads data, builds models of its families, and says what can be done with
 * them. A kind is a public class with a constructor without arguments, and a line in
 * META-INF/services.
 */
public abstract class Kind {

    private final String name;
    private final Families<?> families;
    private final List<String> sources;

    /**
     * Creates a kind.
     *
     * @param name what recipes call it
     * @param families its families of models
     * @param sources what a recipe's field {@code data} can be: where data comes from
     */
    protected Kind(String name, Families<?> families, Collection<String> sources) {
        this.name = name;
        this.families = families;
        this.sources = List.copyOf(sources);
    }

    /** {@return what recipes call it} */
    public final String name() {
        return name;
    }

    /** {@return its families of models} */
    public final Families<?> families() {
        return families;
    }

    final List<String> sources() {
        return sources;
    }

    /**
     * Returns whether nothing about the models is known without a file that the user names.
     *
     * @param recipe a recipe of this kind
     * @return whether it is so
     */
    public boolean needsData(Recipe recipe) {
        return false;
    }

    /** {@return names of data that is built in, which {@code --data} takes besides a path} */
    public Set<String> builtInData() {
        return Set.of();
    }

    /**
     * Returns how a run keeps where its data is.
     *
     * @param data the file, folder or built-in data that the user named, or null
     * @return the name of built-in data, or an absolute path; null for null
     */
    public final String place(Path data) {
        if (data == null || builtInData().contains(data.toString())) {
            return data == null ? null : data.toString();
        }
        return data.toAbsolutePath().toString();
    }

    /**
     * Names the way that a new run splits data into parts, which its settings keep.
     *
     * @param recipe a recipe of this kind
     * @param data the file or folder that the user named, or null
     * @return the name; null where there is one way only
     */
    public String split(Recipe recipe, Path data) {
        return null;
    }

    /**
     * Loads the data.
     *
     * @param recipe a recipe of this kind
     * @param options what the user says about the data
     * @return the experiment
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if the recipe has no such data
     */
    public abstract Experiment<?> load(Recipe recipe, DataOptions options) throws IOException;

    /**
     * Returns what is needed to build the models: with the data only where that decides about them.
     *
     * @param recipe a recipe of this kind
     * @param data the file or folder that the user named, or null
     * @return the experiment, without its data
     * @throws IOException if it cannot be read
     */
    public abstract Experiment<?> outline(Recipe recipe, Path data) throws IOException;

    /**
     * Returns what is needed to build the models of a run, without its data.
     *
     * @param recipe the run's recipe
     * @param run the run's folder
     * @return the experiment, without its data
     * @throws IOException if the run's files cannot be read
     */
    public Experiment<?> outlineOf(Recipe recipe, Path run) throws IOException {
        return outline(recipe, null);
    }

    /** {@return what draws from its models, with fresh options, if they can be drawn from} */
    public Optional<Sampler> sampler() {
        return Optional.empty();
    }

    /** {@return what classifies images with its models, if they can} */
    public Optional<ImageClassifier> classifier() {
        return Optional.empty();
    }

    /** {@return what times its models, if anything does} */
    public Optional<Benchmark> benchmark() {
        return Optional.empty();
    }

    /** Reads a file of a run. */
    @FunctionalInterface
    public interface RunFile {

        /**
         * Reads the file.
         *
         * @param run the run's folder
         * @throws IOException if it is missing, damaged or holds something else
         */
        void read(Path run) throws IOException;
    }

    /** {@return what reads the files that every run keeps of this kind's own, by their names} */
    public Map<String, RunFile> runFiles() {
        return Map.of();
    }

    /**
     * Returns what reads the files that a training may write of this kind's own, one a model.
     *
     * @return it by what stands behind a model's name in the name of the file: ".tasks.csv"
     */
    public Map<String, ModelFileCheck> modelFiles() {
        return Map.of();
    }

    /** Checks a file that a training wrote for a model. */
    @FunctionalInterface
    public interface ModelFileCheck {

        /**
         * Reads the file.
         *
         * @param file the file
         * @return what is in it, in a few words
         * @throws IOException if it is damaged or holds something else
         */
        String read(Path file) throws IOException;
    }

    /**
     * Returns what is needed to build a run's models, if the weights that they generate do not
     * change with their input and can be materialized.
     *
     * @param run the run's folder
     * @return the experiment, without its data
     * @throws IOException if the run's files cannot be read
     */
    public Optional<Experiment<?>> materializable(Path run) throws IOException {
        return Optional.empty();
    }
}
