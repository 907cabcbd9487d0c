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

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The course of training, as CSV and as a chart of losses and accuracies. */
final class Curves {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 440;

    private Curves() {}

    static String toCsv(Map<ModelKind, List<Epoch>> curves) throws IOException {
        StringBuilder text = new StringBuilder();
        CSVFormat format =
                CSVFormat.DEFAULT
                        .builder()
                        .setRecordSeparator('\n')
                        .setHeader(
                                "model",
                                "epoch",
                                "seconds",
                                "train_loss",
                                "train_accuracy",
                                "validation_loss",
                                "validation_accuracy")
                        .get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            for (var curve : curves.entrySet()) {
                for (Epoch epoch : curve.getValue()) {
                    printer.printRecord(
                            curve.getKey(),
                            epoch.number(),
                            String.format("%.3f", epoch.seconds()),
                            epoch.trainLoss(),
                            epoch.trainAccuracy(),
                            epoch.validationLoss(),
                            epoch.validationAccuracy());
                }
            }
        }
        return text.toString();
    }

    static BufferedImage toImage(Map<ModelKind, List<Epoch>> curves) {
        XYChart losses = chart("Loss (cross entropy, nats)");
        losses.getStyler().setYAxisLogarithmic(true);
        XYChart accuracies = chart("Accuracy (%)");
        accuracies.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        curves.forEach(
                (kind, epochs) -> {
                    add(losses, kind + " train", kind, false, epochs, Epoch::trainLoss);
                    add(losses, kind + " validation", kind, true, epochs, Epoch::validationLoss);
                    add(
                            accuracies,
                            kind + " train",
                            kind,
                            false,
                            epochs,
                            e -> 100 * e.trainAccuracy());
                    add(
                            accuracies,
                            kind + " validation",
                            kind,
                            true,
                            epochs,
                            e -> 100 * e.validationAccuracy());
                });
        BufferedImage image = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(BitmapEncoder.getBufferedImage(losses), 0, 0, null);
        graphics.drawImage(BitmapEncoder.getBufferedImage(accuracies), WIDTH, 0, null);
        graphics.dispose();
        return image;
    }

    private static XYChart chart(String quantity) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .xAxisTitle("Epoch")
                        .yAxisTitle(quantity)
                        .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        return chart;
    }

    private static void add(
            XYChart chart,
            String name,
            ModelKind kind,
            boolean solid,
            List<Epoch> epochs,
            ToDoubleFunction<Epoch> value) {
        double[] x = epochs.stream().mapToDouble(Epoch::number).toArray();
        double[] y = epochs.stream().mapToDouble(value).toArray();
        chart.addSeries(name, x, y)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(kind == ModelKind.PLAIN ? new Color(0x1f77b4) : new Color(0xd95f02))
                .setLineStyle(
                        solid
                                ? new BasicStroke(2f)
                                : new BasicStroke(
                                        1.5f,
                                        BasicStroke.CAP_BUTT,
                                        BasicStroke.JOIN_BEVEL,
                                        1f,
                                        new float[] {4f, 4f},
                                        0f));
    }
}
