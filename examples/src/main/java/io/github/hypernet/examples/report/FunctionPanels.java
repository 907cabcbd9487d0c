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

import ai.djl.util.Preconditions;

import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What models make of a few points of functions: a panel a function, with the points, the function
 * dashed, and a line a model. Two panels stand side by side.
 */
public final class FunctionPanels {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 320;
    private static final int LEGEND_LINE = 24;
    private static final int COLUMNS = 2;

    private final List<Panel> panels = new ArrayList<>();

    /** Creates a picture of no functions. */
    public FunctionPanels() {}

    /**
     * A line, or points.
     *
     * @param x the places
     * @param y the value at each
     */
    public record Values(double[] x, double[] y) {

        /**
         * Creates a line, or points.
         *
         * @param x the places
         * @param y the value at each
         * @throws IllegalArgumentException if there are none, or not as many of both
         */
        public Values {
            Preconditions.checkArgument(
                    x.length > 0 && x.length == y.length,
                    "There must be a value for each place, got "
                            + x.length
                            + " places and "
                            + y.length
                            + " values");
        }
    }

    /**
     * A function.
     *
     * @param points what models were given of it
     * @param truth the function itself
     * @param models what each model makes of it, by the models' names
     */
    public record Panel(Values points, Values truth, Map<String, Values> models) {

        /**
         * Creates a panel.
         *
         * @param points what models were given of it
         * @param truth the function itself
         * @param models what each model makes of it, by the models' names
         */
        public Panel(Values points, Values truth, Map<String, Values> models) {
            this.points = points;
            this.truth = truth;
            this.models = new LinkedHashMap<>(models); // in their order
        }
    }

    /**
     * Adds a panel.
     *
     * @param panel the panel
     * @return this
     */
    public FunctionPanels add(Panel panel) {
        panels.add(panel);
        return this;
    }

    /**
     * Draws the panels.
     *
     * @return the image
     * @throws IllegalArgumentException if there is no panel
     */
    public BufferedImage toImage() {
        Preconditions.checkArgument(!panels.isEmpty(), "The picture must have a panel");
        int columns = Math.min(COLUMNS, panels.size());
        int rows = (panels.size() + columns - 1) / columns;
        int height = height();
        BufferedImage image =
                new BufferedImage(columns * WIDTH, rows * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (int i = 0; i < panels.size(); ++i) {
            BufferedImage panel = BitmapEncoder.getBufferedImage(draw(panels.get(i), height));
            graphics.drawImage(panel, i % columns * WIDTH, i / columns * height, null);
        }
        graphics.dispose();
        return image;
    }

    /** The height of a panel: a line of its legend for each model, the truth and the points. */
    private int height() {
        int models = panels.stream().mapToInt(panel -> panel.models.size()).max().orElse(0);
        return HEIGHT + (models + 2) * LEGEND_LINE;
    }

    private static XYChart draw(Panel panel, int height) {
        XYChart chart = Charts.newChart(WIDTH, height, "x", "y");
        chart.getStyler().setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
        line(chart, "Truth", panel.truth, Color.GRAY, dashes());
        int number = 0;
        for (Map.Entry<String, Values> model : panel.models.entrySet()) {
            Color color = Charts.color(number++);
            line(chart, model.getKey(), model.getValue(), color, new BasicStroke(2f));
        }
        chart.addSeries("Support points", panel.points.x, panel.points.y)
                .setMarker(SeriesMarkers.CIRCLE)
                .setMarkerColor(Color.BLACK)
                .setLineStyle(SeriesLines.NONE);
        return chart;
    }

    private static void line(
            XYChart chart, String name, Values values, Color color, BasicStroke stroke) {
        XYSeries series = chart.addSeries(name, values.x, values.y);
        series.setMarker(SeriesMarkers.NONE).setLineColor(color).setLineStyle(stroke);
    }

    private static BasicStroke dashes() {
        float[] pattern = {6f, 4f};
        return new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1f, pattern, 0f);
    }
}
