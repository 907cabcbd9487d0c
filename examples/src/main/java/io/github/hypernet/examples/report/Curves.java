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
package io.github.hypernet.examples.report;

import io.github.hypernet.core.training.Evaluation;
import io.github.hypernet.core.training.MetricsFile;

import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The curves of trainings side by side: the losses, training dashed and validation solid, and a
 * chart for each metric.
 */
public final class Curves {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 410;
    private static final int LEGEND_LINE = 30;

    private final Map<String, List<Evaluation>> trainings = new LinkedHashMap<>();

    /** Creates a chart of no trainings. */
    public Curves() {}

    /**
     * Adds the trainings of a run.
     *
     * @param prefix what the names of the models stand after
     * @param rows the evaluations
     * @return this
     */
    public Curves add(String prefix, List<MetricsFile.Row> rows) {
        for (MetricsFile.Row row : rows) {
            trainings
                    .computeIfAbsent(prefix + row.model(), name -> new ArrayList<>())
                    .add(row.evaluation());
        }
        return this;
    }

    /**
     * Draws the charts side by side.
     *
     * @return the image
     */
    public BufferedImage toImage() {
        List<XYChart> charts = new ArrayList<>();
        XYChart losses = chart("Loss (training dashed, validation solid)");
        losses.getStyler().setYAxisLogarithmic(isPositive());
        draw(losses, Evaluation::trainLoss, true);
        draw(losses, Evaluation::validationLoss, false);
        charts.add(losses);
        Set<String> metrics = new LinkedHashSet<>();
        trainings.values().forEach(list -> list.forEach(e -> metrics.addAll(e.metrics().keySet())));
        for (String metric : metrics) {
            XYChart chart = chart("Validation " + Result.words(metric).toLowerCase(Locale.ROOT));
            draw(chart, e -> e.metrics().getOrDefault(metric, Double.NaN), false);
            charts.add(chart);
        }
        BufferedImage image =
                new BufferedImage(charts.size() * WIDTH, height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < charts.size(); ++i) {
            graphics.drawImage(BitmapEncoder.getBufferedImage(charts.get(i)), i * WIDTH, 0, null);
        }
        graphics.dispose();
        return image;
    }

    /** A negative log-likelihood of densities can be below zero, where there is no logarithm. */
    private boolean isPositive() {
        return trainings.values().stream()
                .flatMap(List::stream)
                .allMatch(e -> !(e.trainLoss() <= 0) && !(e.validationLoss() <= 0));
    }

    private int height() {
        return HEIGHT + trainings.size() * LEGEND_LINE;
    }

    private XYChart chart(String quantity) {
        XYChart chart = Charts.newChart(WIDTH, height(), "Step", quantity);
        chart.getStyler().setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
        // a line each: long names in a row would be cut off at the border
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Vertical);
        return chart;
    }

    private void draw(XYChart chart, ToDoubleFunction<Evaluation> value, boolean dashed) {
        int color = 0;
        for (Map.Entry<String, List<Evaluation>> training : trainings.entrySet()) {
            Color line = Charts.color(color++);
            List<Evaluation> shown =
                    training.getValue().stream()
                            .filter(e -> Double.isFinite(value.applyAsDouble(e)))
                            .toList();
            if (!shown.isEmpty()) {
                XYSeries series =
                        chart.addSeries(
                                training.getKey() + (dashed ? " train" : ""),
                                shown.stream().mapToDouble(Evaluation::step).toArray(),
                                shown.stream().mapToDouble(value).toArray());
                series.setMarker(shown.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE)
                        .setMarkerColor(line)
                        .setLineColor(line)
                        .setLineStyle(dashed ? dashes() : new BasicStroke(2f))
                        .setShowInLegend(!dashed);
            }
        }
    }

    private static BasicStroke dashes() {
        float[] pattern = {4f, 4f};
        return new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1f, pattern, 0f);
    }
}
