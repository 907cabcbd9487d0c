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
package io.github.hypernet.examples.benchmark;

import ai.djl.ndarray.NDManager;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingObserver;
import io.github.hypernet.core.training.TrainingProgress;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.OpenModel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Times a step of the training loop against one of a bare loop by DJL's EasyTrain. */
public final class LoopBenchmark {

    private static final int MOST_ROUNDS = 10;
    private static final int WARM_UP = 3;

    private final Supplier<? extends OpenModel> open;
    private final Function<NDManager, ? extends Dataset> data;
    private final int rounds;
    private final int steps;

    /**
     * Creates a benchmark.
     *
     * @param open opens the model to train
     * @param data makes the data to train it on, of eight batches or so
     * @param steps how many steps to time
     */
    public LoopBenchmark(
            Supplier<? extends OpenModel> open,
            Function<NDManager, ? extends Dataset> data,
            int steps) {
        this.open = open;
        this.data = data;
        rounds = Math.min(MOST_ROUNDS, steps);
        this.steps = Math.max(1, steps / rounds);
    }

    /**
     * Times the steps and prints them.
     *
     * @throws IOException if the run's folder cannot be written
     * @throws TranslateException if the data cannot be prepared
     */
    public void run() throws IOException, TranslateException {
        List<Double> bare = new ArrayList<>();
        List<Double> loop = new ArrayList<>();
        List<Double> saving = new ArrayList<>();
        for (int round = 0; round < rounds; ++round) {
            bare.addAll(bare());
            loop.addAll(loop(false));
            saving.addAll(loop(true));
        }
        double bareTime = Medians.of(bare);
        double loopTime = Medians.of(loop);
        System.out.printf(
                Locale.ROOT,
                "%-13s  bare DJL loop %.2f ms  TrainingLoop %.2f ms  ratio %.3f%n",
                "training step",
                bareTime,
                loopTime,
                loopTime / bareTime);
        System.out.printf(
                Locale.ROOT, "%-13s  %.2f ms%n", "checkpoint", Medians.of(saving) - loopTime);
    }

    private List<Double> bare() throws IOException, TranslateException {
        List<Double> times = new ArrayList<>();
        try (OpenModel opened = open.get();
                Trainer trainer = opened.model().newTrainer(opened.config())) {
            trainer.initialize(opened.inputShape());
            Dataset dataset = data.apply(trainer.getManager());
            long last = System.nanoTime();
            while (times.size() < WARM_UP + steps) {
                for (Batch batch : trainer.iterateDataset(dataset)) {
                    EasyTrain.trainBatch(trainer, batch);
                    trainer.step();
                    batch.close();
                    long now = System.nanoTime();
                    times.add((now - last) / 1e6);
                    last = now;
                }
            }
        }
        return times.subList(WARM_UP, WARM_UP + steps);
    }

    private List<Double> loop(boolean save) throws IOException, TranslateException {
        List<Double> times = new ArrayList<>();
        TrainingObserver observer =
                new TrainingObserver() {
                    private long last = System.nanoTime();

                    @Override
                    public void onStep(TrainingProgress progress) {
                        long now = System.nanoTime();
                        times.add((now - last) / 1e6);
                        last = now;
                    }
                };
        Path path = Files.createTempDirectory("benchmark");
        try (OpenModel opened = open.get();
                NDManager manager = opened.model().getNDManager().newSubManager();
                RunFolder folder = RunFolder.create(path)) {
            TrainingLoop.builder()
                    .setModel(opened.model())
                    .setConfig(opened.config())
                    .setInputShapes(opened.inputShape())
                    .setTrainingData(data.apply(manager))
                    .optRunFolder(folder)
                    .optEvaluationSteps(Long.MAX_VALUE)
                    .optCheckpointSteps(save ? 1 : Long.MAX_VALUE)
                    .optMaxSteps(WARM_UP + steps)
                    .addObserver(observer)
                    .build()
                    .fit();
        }
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
        return times.subList(WARM_UP, WARM_UP + steps);
    }
}
