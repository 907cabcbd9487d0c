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
package io.github.hypernet.text.handwriting;

import static io.github.hypernet.core.testing.ReferenceCase.assertClose;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.ReferenceCase;

import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.List;

/** The loss of pen strokes and its gradients, against float64 values. */
public class MixtureDensityReferenceTest {

    /** The tensors of a case in the order of the outputs; those of x and y are apart there. */
    private static final List<String> PARTS = List.of("end", "weight", "mean", "log_sigma", "rho");

    @DataProvider
    public Object[][] cases() {
        List<Object[]> rows = new ArrayList<>();
        for (ReferenceCase reference : ReferenceCase.all("mixture_density")) {
            for (Object[] engine : Engines.engines()) {
                rows.add(new Object[] {reference, engine[0]});
            }
        }
        return rows.toArray(new Object[0][]);
    }

    @Test(dataProvider = "cases")
    public void lossAndGradientsAgree(ReferenceCase reference, String engineName) {
        Engine engine = Engine.getEngine(engineName);
        int mixtures = (int) reference.setting("mixtures");
        try (NDManager manager = engine.newBaseManager()) {
            NDList parts = new NDList();
            for (String name : PARTS) {
                parts.add(columns(reference.params().get(name).toArray(manager)));
            }
            NDArray outputs = NDArrays.concat(parts, 2); // [B, T, 6 M + 1]
            outputs.setRequiresGradient(true);
            NDArray xy = reference.inputs().get("xy").toArray(manager);
            NDArray pen = reference.inputs().get("pen").toArray(manager).expandDims(2);
            NDArray mask = reference.inputs().get("mask").toArray(manager).expandDims(2);
            NDList labels = new NDList(NDArrays.concat(new NDList(xy, pen, mask), 2));

            NDArray perPoint =
                    new MixtureDensity(mixtures)
                            .negativeLogLikelihood(outputs, labels.head())
                            .mul(mask.squeeze(2));
            assertClose(perPoint, reference.outputs().get("nll"), 1e-5, "nll");
            NDArray perSequence = perPoint.sum(new int[] {1});
            assertClose(perSequence, reference.outputs().get("per_sequence"), 1e-5, "per sequence");

            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray loss = new MixtureDensityLoss().evaluate(labels, new NDList(outputs));
                assertClose(loss.reshape(1), mean(reference), 1e-5, "loss");
                assertClose(
                        new NegativeLogLikelihood()
                                .evaluate(labels, new NDList(outputs))
                                .reshape(1),
                        mean(reference),
                        1e-5,
                        "log-loss");
                collector.backward(loss);
            }
            NDArray gradient = outputs.getGradient();
            long begin = 0;
            for (int i = 0; i < PARTS.size(); ++i) {
                long end = begin + parts.get(i).size(2);
                NDArray expected = columns(reference.grads().get(PARTS.get(i)).toArray(manager));
                assertClose(
                        gradient.get(":, :, " + begin + ":" + end),
                        tensor(expected),
                        1e-4,
                        "gradient of " + PARTS.get(i));
                begin = end;
            }
        }
    }

    /**
     * Makes {@code [B, T, C]} of a tensor {@code [B, T]}, {@code [B, T, M]} or {@code [B, T, M,
     * 2]}.
     */
    private static NDArray columns(NDArray tensor) {
        Shape shape = tensor.getShape();
        NDArray apart = shape.dimension() == 4 ? tensor.transpose(0, 1, 3, 2) : tensor;
        return apart.reshape(shape.get(0), shape.get(1), -1);
    }

    private static ReferenceCase.Tensor mean(ReferenceCase reference) {
        double sum = 0;
        double[] values = reference.outputs().get("per_sequence").data();
        for (double value : values) {
            sum += value;
        }
        return new ReferenceCase.Tensor(new long[] {1}, new double[] {sum / values.length});
    }

    private static ReferenceCase.Tensor tensor(NDArray array) {
        float[] values = array.toFloatArray();
        double[] data = new double[values.length];
        for (int i = 0; i < data.length; ++i) {
            data[i] = values[i];
        }
        return new ReferenceCase.Tensor(array.getShape().getShape(), data);
    }
}
