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
package io.github.hypernet.examples.kind.tasks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.OpenModel;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.images.ImageData;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A model whose weights are made from a condition, or one to compare with. */
abstract class TaskModel extends OpenModel {

    private final TaskImages images;

    /** Opens a model of a block. */
    TaskModel(
            TaskImages images,
            TaskSettings settings,
            String name,
            Block block,
            Placement placement) {
        super(placement.newModel(name, block), settings);
        this.images = images;
    }

    /** The images, or an outline of them where only the model matters. */
    final TaskImages images() {
        return images;
    }

    @Override
    protected final Optional<Hypernetwork> hypernetwork() {
        return block() instanceof Hypernetwork hypernetwork
                ? Optional.of(hypernetwork)
                : Optional.empty();
    }

    @Override
    protected final String dataName() {
        return images.source();
    }

    @Override
    protected final String origin(Path run) {
        Shape shape = images.imageShape();
        return "the run's settings and "
                + run.resolve(TaskImages.FILE)
                + ", which says that images have the shape "
                + shape;
    }

    /** Says what the user can name as a condition, such as "an angle in degrees, such as 30". */
    abstract String describeCondition();

    /** Reads the condition that the user named: one row of each of its arrays. */
    abstract NDList readCondition(String value, NDManager manager) throws IOException;

    /** Builds the main network anew, without parameters. */
    abstract Block newMainNetwork();

    /** Refuses what the user named as a condition. */
    final IllegalArgumentException noCondition(String value) {
        return new IllegalArgumentException(
                "--condition must be " + describeCondition() + ", got \"" + value + '"');
    }

    /**
     * Returns a network of one condition for images {@code [B, 1, H, H]}, and the names of its
     * classes.
     */
    Scorer scorer(String condition) throws IOException {
        NDList arrays = condition(condition);
        Block network =
                new SequentialBlock()
                        .add(Blocks.batchFlattenBlock())
                        .add(hypernetwork().orElseThrow().at(arrays.toArray(new NDArray[0])));
        return new Scorer(network, ImageData.DIGITS);
    }

    /** A network from images {@code [B, 1, H, H]} to the scores of classes. */
    record Scorer(Block network, List<String> classes) {}

    @Override
    protected final Block plainNetwork(String condition) throws IOException {
        NDArray[] arrays = condition(condition).toArray(new NDArray[0]);
        return hypernetwork().orElseThrow().materialize(newMainNetwork(), arrays);
    }

    /** Reads a condition that the user must name. */
    final NDList condition(String value) throws IOException {
        if (value == null) {
            throw new IllegalArgumentException(
                    "The model "
                            + name()
                            + " has other weights for each condition: name one by --condition, "
                            + describeCondition());
        }
        return readCondition(value, model().getNDManager());
    }

    /**
     * Draws models of this family into their run folder; the first of them is asked.
     *
     * @param family the models, this one among them
     * @param run the run
     * @throws IOException if a picture cannot be written
     * @throws TranslateException if a model fails
     */
    abstract void draw(List<TaskModel> family, RunFolder run)
            throws IOException, TranslateException;
}
