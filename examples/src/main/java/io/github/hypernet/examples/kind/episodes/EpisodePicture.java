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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;

import io.github.hypernet.examples.report.ImageRows;
import io.github.hypernet.examples.report.PictureFiles;
import io.github.hypernet.vision.data.ChannelStatistics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The picture of an episode: the examples of each class, and below them, a row a model, the queries
 * that it takes for that class.
 */
final class EpisodePicture {

    private final float[][] queries;
    private final float[][] support;
    private final int[] classes; // of the support
    private final int side;
    private final Map<String, int[]> answers = new LinkedHashMap<>();

    /**
     * @param batch a batch of the models' data; its first episode is drawn
     * @param statistics what its images were normalized with
     */
    EpisodePicture(Batch batch, ChannelStatistics statistics) {
        NDList first = first(batch);
        queries = images(first.head(), statistics);
        support = images(first.get(1), statistics);
        float[] labels = first.get(2).toFloatArray();
        classes = IntStream.range(0, labels.length).map(i -> (int) labels[i]).toArray();
        side = (int) first.head().size(3);
    }

    private static NDList first(Batch batch) {
        NDList first = new NDList();
        batch.getData().forEach(array -> first.add(array.get("0:1")));
        return first;
    }

    private static float[][] images(NDArray episode, ChannelStatistics statistics) {
        NDArray images = episode.mul(statistics.deviation()[0]).add(statistics.mean()[0]);
        int count = (int) images.size(1);
        int pixels = (int) images.size() / count;
        float[] values = images.reshape(new Shape(images.size())).toFloatArray();
        return IntStream.range(0, count)
                .mapToObj(i -> Arrays.copyOfRange(values, i * pixels, (i + 1) * pixels))
                .toArray(float[][]::new);
    }

    /** Adds what a model makes of the same batch. */
    void add(FewShotModel model, Batch batch, NDManager manager) {
        ParameterStore store = new ParameterStore(manager, false);
        NDArray logits = model.block().forward(store, first(batch), false).head(); // [1, M, N]
        long[] best = logits.argMax(2).flatten().toLongArray();
        answers.put(model.name(), Arrays.stream(best).mapToInt(i -> (int) i).toArray());
    }

    /** Writes the picture: episode.png and .svg. */
    void write(Path run) throws IOException {
        ImageRows rows = new ImageRows(side, side);
        for (int label = 0; label <= Arrays.stream(classes).max().orElseThrow(); ++label) {
            rows.add("class " + (label + 1), picked(support, classes, label));
            for (Map.Entry<String, int[]> answer : answers.entrySet()) {
                float[][] taken = picked(queries, answer.getValue(), label);
                if (taken.length > 0) {
                    rows.add(answer.getKey(), taken);
                }
            }
        }
        PictureFiles.write(run, "episode", rows);
    }

    private static float[][] picked(float[][] images, int[] labels, int label) {
        List<float[]> picked = new ArrayList<>();
        for (int i = 0; i < images.length; ++i) {
            if (labels[i] == label) {
                picked.add(images[i]);
            }
        }
        return picked.toArray(float[][]::new);
    }
}
