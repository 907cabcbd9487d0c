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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.Transform;

import io.github.hypernet.vision.data.LabeledImages;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the datasets of the tasks of a sequence: batches of {@code [B, pixels]}, and the id of the
 * task {@code [B]} where the model takes it.
 *
 * @param settings the sequence
 * @param images the images
 */
record TaskDatasets(ContinualSettings settings, TaskImages images) {

    private static final int TEST_BATCH = 1000;

    /** A dataset for each task, to train on. */
    List<Dataset> training(NDManager manager) {
        List<Dataset> datasets = new ArrayList<>();
        for (Task task : of(images.data().train(), settings.tasks(), manager)) {
            RepeatedSampler sampler =
                    new RepeatedSampler(task.images(), settings.steps(), settings.batchSize());
            datasets.add(new RepeatedDataset(task.arrays(), sampler));
        }
        return datasets;
    }

    /** A dataset for each of the first tasks, to evaluate on part of the images. */
    List<Dataset> evaluation(LabeledImages part, int tasks, NDManager manager) {
        List<Dataset> datasets = new ArrayList<>();
        for (Task task : of(part, tasks, manager)) {
            datasets.add(task.arrays().setSampling(TEST_BATCH, false).build());
        }
        return datasets;
    }

    private record Task(ArrayDataset.Builder arrays, int images) {}

    private List<Task> of(LabeledImages part, int tasks, NDManager manager) {
        List<Task> datasets = new ArrayList<>();
        LabeledImages present = null;
        NDArray pixels = null;
        NDArray labels = null;
        for (int task = 0; task < tasks; ++task) {
            LabeledImages ofTask = settings.sequence().images(part, task);
            if (ofTask != present) { // tasks of the same images share the arrays
                present = ofTask;
                pixels = ofTask.toPixels(manager).reshape(ofTask.size(), images.pixels());
                labels = ofTask.toLabels(manager);
            }
            ArrayDataset.Builder arrays =
                    new ArrayDataset.Builder().setData(inputs(pixels, task)).optLabels(labels);
            transforms(task, ofTask.getMaximum(), manager).forEach(arrays::addTransform);
            datasets.add(new Task(arrays, ofTask.size()));
        }
        return datasets;
    }

    private NDArray[] inputs(NDArray pixels, int task) {
        if (!settings.generated()) {
            return new NDArray[] {pixels};
        }
        Shape ids = new Shape(pixels.size(0));
        return new NDArray[] {pixels, pixels.getManager().full(ids, task, DataType.FLOAT32)};
    }

    /** What is done to the pixels of a task's images, {@code [B, pixels]}. */
    List<Transform> transforms(int task, float maximum, NDManager manager) {
        List<Transform> transforms = new ArrayList<>();
        long[] order = settings.sequence().order(task, images.pixels(), images.seed());
        if (order != null) {
            transforms.add(new Permutation(manager.create(order)));
        }
        transforms.add(batch -> batch.toType(DataType.FLOAT32, false).div(maximum));
        return transforms;
    }

    /** Puts the columns of a batch in another order. */
    private record Permutation(NDArray order) implements Transform {

        @Override
        public NDArray transform(NDArray batch) {
            NDArray rows = batch.transpose(1, 0).get(new NDIndex("{}", order)); // [pixels, B]
            return rows.transpose(1, 0);
        }
    }
}
