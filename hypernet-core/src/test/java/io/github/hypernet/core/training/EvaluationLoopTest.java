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
package io.github.hypernet.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The evaluation of a model by itself. */
public class EvaluationLoopTest {

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void equalsAnEvaluationByHand(String engine) throws Exception {
        try (Task task = new Task(engine)) {
            task.loop().optMaxEpochs(2).build().fit();
            Accuracy accuracy = new Accuracy();
            accuracy.addAccumulator("");
            Loss loss = Loss.softmaxCrossEntropyLoss("loss");
            ParameterStore store = new ParameterStore(task.model.getNDManager(), false);
            double sum = 0;
            for (Batch batch : task.validation.getData(task.model.getNDManager())) {
                NDList scores = task.model.getBlock().forward(store, batch.getData(), false);
                accuracy.updateAccumulators(new String[] {""}, batch.getLabels(), scores);
                double mean = loss.evaluate(batch.getLabels(), scores).getFloat();
                sum += mean * batch.getSize();
                batch.close();
            }
            Map<String, Double> values =
                    EvaluationLoop.builder()
                            .setModel(task.model)
                            .setData(task.validation)
                            .addEvaluator(loss)
                            .addEvaluator(new Accuracy("accuracy"))
                            .build()
                            .evaluate();
            Assert.assertEquals(List.copyOf(values.keySet()), List.of("loss", "accuracy"));
            Assert.assertEquals(values.get("loss"), sum / Task.SAMPLES);
            Assert.assertEquals(values.get("accuracy"), (double) accuracy.getAccumulator(""));
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void isThatOfTheTrainingLoop(String engine) throws Exception {
        try (Task task = new Task(engine)) {
            TrainingOutcome outcome = task.loop().optMaxEpochs(3).build().fit();
            Evaluation last = outcome.evaluations().get(2);
            Map<String, Double> values = evaluate(task);
            Assert.assertEquals(values.get("SoftmaxCrossEntropyLoss"), last.validationLoss());
            Assert.assertEquals(values.get("Accuracy"), last.metrics().get("Accuracy"));
        }
    }

    private static Map<String, Double> evaluate(Task task) throws Exception {
        return EvaluationLoop.builder()
                .setModel(task.model)
                .setData(task.validation)
                .addEvaluator(new Accuracy())
                .addEvaluator(Loss.softmaxCrossEntropyLoss())
                .build()
                .evaluate();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void leavesNoArrays(String engine) throws Exception {
        try (Task task = new Task(engine)) {
            task.loop().optMaxSteps(2).build().fit();
            int before = task.model.getNDManager().getManagedArrays().size();
            for (int i = 0; i < 3; ++i) {
                evaluate(task);
                Assert.assertEquals(task.model.getNDManager().getManagedArrays().size(), before);
            }
        }
    }

    /** The mean of the outputs. */
    private static final class Mean extends RatioEvaluator {

        Mean() {
            super("mean");
        }

        @Override
        protected NDList sums(NDList labels, NDList predictions) {
            NDArray output = predictions.singletonOrThrow();
            return new NDList(output.sum(), output.onesLike().sum());
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void carriesTheState(String engine) throws Exception {
        // y = 0 x + s, s' = s + 1: the state counts the batches
        LambdaBlock counter =
                new LambdaBlock(
                        list ->
                                new NDList(
                                        list.get(0).mul(0).add(list.get(1)), list.get(1).add(1)));
        try (Task task = new Task(engine, counter)) {
            EvaluationLoop loop =
                    EvaluationLoop.builder()
                            .setModel(task.model)
                            .setData(task.validation)
                            .addEvaluator(new Mean())
                            .optInitialState(
                                    (manager, data) ->
                                            new NDList(
                                                    manager.zeros(new Shape(1), DataType.FLOAT32)))
                            .build();
            int before = task.model.getNDManager().getManagedArrays().size();
            // batches of 20, 20, 20, 20, 10
            double expected = (20 * (0 + 1 + 2 + 3) + 10 * 4) / 90.0;
            Assert.assertEquals(loop.evaluate().get("mean"), expected, 1e-6);
            Assert.assertEquals(loop.evaluate().get("mean"), expected, 1e-6, "a second time");
            Assert.assertEquals(task.model.getNDManager().getManagedArrays().size(), before);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aBatchInWhichNothingCountsIsLeftOut(String engine) throws Exception {
        try (Task task = new Task(engine, Task.linear())) {
            task.loop().optMaxSteps(1).build().fit();
            float[] padded = Arrays.copyOf(PaddedLoss.LABELS, 20);
            Arrays.fill(padded, 16, 20, -1);
            double expected = padded(task, PaddedLoss.LABELS);
            Assert.assertTrue(Double.isFinite(expected));
            Assert.assertEquals(padded(task, padded), expected);
            Assert.assertEquals(padded(task, -1, -1, -1, -1), Double.NaN);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aCountingLossDoesNotDependOnTheBatches(String engine) throws Exception {
        try (Task task = new Task(engine, Task.linear())) {
            task.loop().optMaxSteps(1).build().fit();
            double inFour = padded(task, PaddedLoss.dataset(task, 4, PaddedLoss.LABELS));
            double inOne = padded(task, PaddedLoss.dataset(task, 16, PaddedLoss.LABELS));
            Assert.assertEquals(inFour, inOne, 1e-6);
        }
    }

    private static double padded(Task task, float... labels) throws Exception {
        return padded(task, PaddedLoss.dataset(task, labels));
    }

    private static double padded(Task task, Dataset data) throws Exception {
        return EvaluationLoop.builder()
                .setModel(task.model)
                .setData(data)
                .addEvaluator(new PaddedLoss())
                .build()
                .evaluate()
                .get("padded");
    }

    @Test
    public void whatIsMissingIsNamed() {
        try (Task task = new Task("PyTorch")) {
            refused(EvaluationLoop.builder(), "setModel");
            refused(EvaluationLoop.builder().setModel(task.model), "setData");
            refused(
                    EvaluationLoop.builder().setModel(task.model).setData(task.validation),
                    "addEvaluator");
            EvaluationLoop.Builder one = EvaluationLoop.builder().addEvaluator(new Accuracy());
            String message =
                    Assert.expectThrows(
                                    IllegalArgumentException.class,
                                    () -> one.addEvaluator(new Accuracy()))
                            .getMessage();
            Assert.assertTrue(message.contains("Accuracy"), message);
        }
    }

    private static void refused(EvaluationLoop.Builder builder, String setter) {
        String message =
                Assert.expectThrows(IllegalArgumentException.class, builder::build).getMessage();
        Assert.assertEquals(message, setter + " is missing");
    }
}
