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

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.episode.EpisodeAccuracy;
import io.github.hypernet.core.episode.EpisodeDataset;
import io.github.hypernet.core.episode.EpisodeLoss;
import io.github.hypernet.core.episode.EpisodeMean;
import io.github.hypernet.core.episode.PairedDifference;
import io.github.hypernet.core.training.EvaluationLoop;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.Placement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A classifier of images by a few examples of each class. */
final class FewShotModel extends EpisodeModel {

    private static final int EVALUATED_TOGETHER = 4;
    private static final int VALIDATION_EPISODES = 200;
    private static final int TEST_EPISODES = 600;
    private static final long VALIDATION_SEED = 1;
    private static final long TEST_SEED = 2;

    private final FewShotImages images;
    private final FewShotSettings settings;
    private double[] tested; // the accuracy of each test episode, once tested

    FewShotModel(FewShotImages images, String name, FewShotSettings settings, Placement placement) {
        super(settings, name, settings.newBlock(), placement);
        this.images = images;
        this.settings = settings;
    }

    /** Queries. */
    @Override
    public Shape inputShape() {
        return inputShapes()[0];
    }

    /** Queries, the support set and its labels, for each episode. */
    @Override
    public Shape[] inputShapes() {
        int queries = settings.ways() * settings.queries();
        int support = settings.ways() * settings.shots();
        return new Shape[] {
            new Shape(settings.episodes(), queries).addAll(images.imageShape()),
            new Shape(settings.episodes(), support).addAll(images.imageShape()),
            new Shape(settings.episodes(), support)
        };
    }

    @Override
    public TrainingConfig config() {
        return adam(new EpisodeLoss(), settings.learningRate(), new EpisodeAccuracy());
    }

    @Override
    public void check() {
        int least = 1 << settings.stages();
        int side = FewShotImages.SIDES.get(images.source());
        if (least > side) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The setting stages must leave a pixel of %d x %d after so many halvings,"
                                    + " got %d",
                            side,
                            side,
                            settings.stages()));
        }
        try (NDManager manager = model().getNDManager().newSubManager()) {
            for (ClassImages part : List.of(images.train(), images.validation(), images.test())) {
                episodes(part, manager).setEpisodes(1).setBatches(1).build();
            }
        }
    }

    @Override
    protected void configure(TrainingLoop.Builder loop, NDManager manager) {
        EpisodeDataset training =
                episodes(images.train(), manager)
                        .setEpisodes(settings.episodes())
                        .setBatches(settings.batches())
                        .build();
        loop.setTrainingData(training)
                .optValidationData(
                        evaluation(
                                images.validation(), VALIDATION_EPISODES, VALIDATION_SEED, manager))
                .optScore(evaluation -> -evaluation.metrics().get("Accuracy"));
    }

    private EpisodeDataset.Builder episodes(ClassImages part, NDManager manager) {
        return EpisodeDataset.builder()
                .setData(images.normalized(part, manager), part.labels())
                .optClassNames(part.names())
                .setWays(settings.ways())
                .setShots(settings.shots())
                .setQueries(settings.queries());
    }

    /** The same episodes for all models of as many ways, shots and queries. */
    private EpisodeDataset evaluation(ClassImages part, int count, long seed, NDManager manager) {
        return episodes(part, manager)
                .setEpisodes(EVALUATED_TOGETHER)
                .setBatches(count / EVALUATED_TOGETHER)
                .optSeed(seed)
                .build();
    }

    /** The accuracy on classes that were never seen, and half of its 95 % interval. */
    @Override
    public Map<String, Double> test(Path run) throws IOException, TranslateException {
        EpisodeAccuracy accuracy = new EpisodeAccuracy();
        try (NDManager manager = model().getNDManager().newSubManager()) {
            EvaluationLoop.builder()
                    .setModel(model())
                    .setData(evaluation(images.test(), TEST_EPISODES, TEST_SEED, manager))
                    .addEvaluator(accuracy)
                    .build()
                    .evaluate();
        }
        tested = accuracy.getValues();
        EpisodeMean mean = EpisodeMean.of(tested);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", mean.mean());
        metrics.put("interval", mean.interval());
        return metrics;
    }

    /** Says how the first model compares with each other, and draws an episode. */
    @Override
    void draw(List<EpisodeModel> family, RunFolder run) throws IOException {
        List<FewShotModel> models = family.stream().map(FewShotModel.class::cast).toList();
        models.stream().filter(other -> other != this).forEach(this::compare);
        try (NDManager manager = model().getNDManager().newSubManager();
                Batch batch = firstTestBatch(manager)) {
            EpisodePicture picture = new EpisodePicture(batch, images.train().statistics());
            for (FewShotModel model : models) {
                if (model.settings.sameEpisodes(settings)) {
                    picture.add(model, batch, manager);
                }
            }
            picture.write(run.getPath());
        }
    }

    private Batch firstTestBatch(NDManager manager) {
        return evaluation(images.test(), EVALUATED_TOGETHER, TEST_SEED, manager)
                .getData(manager)
                .iterator()
                .next();
    }

    private void compare(FewShotModel other) {
        if (!other.settings.sameEpisodes(settings)) {
            return;
        }
        PairedDifference difference = PairedDifference.of(tested, other.tested);
        System.err.printf(
                Locale.ROOT,
                "On the same %,d test episodes %s is %+.2f +- %.2f points of accuracy from %s%n",
                tested.length,
                name(),
                100 * difference.mean(),
                100 * difference.interval(),
                other.name());
    }
}
