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
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;

import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingObserver;
import io.github.hypernet.core.training.TrainingProgress;
import io.github.hypernet.examples.kind.OpenModel;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.Recipes;
import io.github.hypernet.vision.data.RandomCrop;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A long training keeps a fixed number of arrays and does not grow. */
public class MemoryTest {

    private static final int EARLY = 200;
    private static final int LATE = 2000;

    /** What is alive at a step. */
    private record Use(int arrays, long residentMegabytes) {}

    @Test(groups = "slow")
    public void twoThousandStepsOfTheMnistRecipe() throws Exception {
        Recipe recipe = Recipes.named("mnist");
        Placement placement = new Placement(Engine.getEngine("PyTorch"), Device.cpu());
        List<Use> uses = new ArrayList<>();
        try (OpenModel classifier =
                        recipe.kind()
                                .outline(recipe, null)
                                .open("hyper", recipe.models().get("hyper"), placement);
                NDManager manager = classifier.model().getNDManager().newSubManager()) {
            int batch = recipe.models().get("hyper").settings().get("batchSize").getAsInt();
            Shape shape = new Shape(10L * batch, 1, 28, 28);
            ArrayDataset images =
                    new ArrayDataset.Builder()
                            .setData(manager.randomUniform(0, 1, shape))
                            .optLabels(manager.zeros(new Shape(shape.get(0))))
                            .setSampling(batch, true)
                            .addTransform(new RandomCrop(1))
                            .build();
            TrainingLoop.builder()
                    .setModel(classifier.model())
                    .setConfig(classifier.config())
                    .setInputShapes(classifier.inputShape())
                    .setTrainingData(images)
                    .optMaxSteps(LATE)
                    .addObserver(
                            new TrainingObserver() {
                                @Override
                                public void onStep(TrainingProgress progress) {
                                    if (progress.step() == EARLY || progress.step() == LATE) {
                                        uses.add(use(classifier));
                                    }
                                }
                            })
                    .build()
                    .fit();
        }
        System.out.printf("step %d: %s%nstep %d: %s%n", EARLY, uses.get(0), LATE, uses.get(1));
        Assert.assertEquals(uses.get(1).arrays, uses.get(0).arrays);
        Assert.assertTrue(
                uses.get(1).residentMegabytes < uses.get(0).residentMegabytes * 1.1 + 50,
                uses.toString());
    }

    /** What is in use once the garbage is gone, and the heap's unused pages with it. */
    private static Use use(OpenModel classifier) {
        System.gc();
        try {
            long kilobytes =
                    Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow();
            NDManager root = classifier.model().getNDManager().getParentManager();
            return new Use(root.getManagedArrays().size(), kilobytes / 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
