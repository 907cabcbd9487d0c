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
package io.github.hypernet.core.rows;

import ai.djl.modality.nlp.DefaultVocabulary;
import ai.djl.modality.nlp.embedding.TrainableWordEmbedding;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Networks that have a single pass, by a name that tells what is generated. */
final class RowNetworks {

    static final int WORDS = 6;

    /**
     * A network.
     *
     * @param block makes it
     * @param row the shape of a row of its input
     * @param generated which parameters have a value for each condition, by name
     */
    record Case(Supplier<Block> block, Shape row, Pattern generated) {

        /** Tells whether the input is ids of words. */
        boolean ids() {
            return block.get().getParameters().keys().stream()
                    .anyMatch(name -> name.endsWith("embedding"));
        }
    }

    private static final Shape IMAGE = new Shape(4, 9, 8);

    private RowNetworks() {}

    static Map<String, Case> all() {
        Map<String, Case> cases = new LinkedHashMap<>();
        for (String generated : List.of(".*", ".*weight", ".*bias")) {
            put(cases, "linear", () -> linear(3), new Shape(5), generated);
            put(cases, "linear on steps", () -> linear(3), new Shape(2, 5), generated);
            put(cases, "conv", RowNetworks::conv, IMAGE, generated);
            put(cases, "convs", RowNetworks::convs, IMAGE, generated);
            put(cases, "mlp", RowNetworks::mlp, new Shape(5), generated);
        }
        put(cases, "mlp", RowNetworks::mlp, new Shape(5), "03.*");
        put(cases, "linear without bias", RowNetworks::withoutBias, new Shape(5), ".*");
        put(cases, "conv without bias", RowNetworks::convWithoutBias, IMAGE, ".*");
        for (String generated : List.of(".*", ".*gamma", ".*beta")) {
            put(cases, "norm", () -> norm(), new Shape(2, 5), generated);
            put(cases, "norm of steps", () -> norm(2), new Shape(3, 5), generated);
        }
        for (String generated : List.of(".*", ".*embedding", "0[23].*")) {
            put(cases, "words", RowNetworks::words, new Shape(3), generated);
        }
        put(cases, "embedding", RowNetworks::embedding, new Shape(), ".*");
        put(cases, "parallel", RowNetworks::parallel, new Shape(5), ".*");
        put(cases, "parallel", RowNetworks::parallel, new Shape(5), ".*01Linear_weight");
        put(cases, "shared", RowNetworks::shared, new Shape(5), ".*");
        put(cases, "all outputs", RowNetworks::allOutputs, new Shape(5), ".*");
        return cases;
    }

    private static void put(
            Map<String, Case> cases,
            String name,
            Supplier<Block> block,
            Shape row,
            String generated) {
        cases.put(name + " " + generated, new Case(block, row, Pattern.compile(generated)));
    }

    static Linear linear(long units) {
        return Linear.builder().setUnits(units).build();
    }

    private static Block withoutBias() {
        return Linear.builder().setUnits(3).optBias(false).build();
    }

    private static Block mlp() {
        return new SequentialBlock().add(linear(6)).add(Activation::tanh).add(linear(3));
    }

    private static Block conv() {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 2))
                .setFilters(6)
                .optStride(new Shape(2, 1))
                .optPadding(new Shape(1, 2))
                .optDilation(new Shape(1, 2))
                .optGroups(2)
                .build();
    }

    private static Block convWithoutBias() {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(2)
                .optBias(false)
                .build();
    }

    private static Block convs() {
        return new SequentialBlock()
                .add(conv())
                .add(Activation::tanh)
                .add(Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Conv2d.builder().setKernelShape(new Shape(2, 2)).setFilters(3).build())
                .add(Blocks.batchFlattenBlock())
                .add(linear(2));
    }

    private static Block norm(int... axes) {
        LayerNorm.Builder builder = LayerNorm.builder();
        return (axes.length == 0 ? builder : builder.axis(axes)).build();
    }

    static Block embedding() {
        List<String> words = List.of("a", "b", "c", "d", "e", "f");
        return TrainableWordEmbedding.builder()
                .setEmbeddingSize(4)
                .setVocabulary(new DefaultVocabulary(words))
                .build();
    }

    /** The norm's shape is that of its input when it is initialized: all axes but the first. */
    private static Block words() {
        return new SequentialBlock().add(embedding()).add(norm(2)).add(linear(2));
    }

    private static Block parallel() {
        Block wide = new SequentialBlock().add(linear(4)).add(Activation::tanh);
        return new SequentialBlock()
                .add(
                        new ParallelBlock(
                                outputs -> new NDList(NDArrays.concat(heads(outputs), 1)),
                                List.of(wide, linear(3))))
                .add(linear(2));
    }

    private static NDList heads(List<NDList> outputs) {
        return new NDList(outputs.stream().map(NDList::head).toArray(NDArray[]::new));
    }

    private static Block shared() {
        Block twice = linear(5);
        return new SequentialBlock().add(twice).add(Activation::tanh).add(twice);
    }

    private static Block allOutputs() {
        return new SequentialBlock().add(linear(4)).add(linear(3)).setReturnIntermediate(true);
    }
}
