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
import org.knowm.xchart.internal.series.Series;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The accuracy over the angle that images are turned by, a line a model. Angles that a model was
 * trained on are filled, those it has never seen are open.
 */
public final class AngleChart {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 440;
    private static final int LEGEND_LINE = 30;
    private static final int FULL_TURN = 360;

    private final Map<String, List<Point>> models = new LinkedHashMap<>();

    /**
     * The accuracy at an angle.
     *
     * @param degrees the angle, from 0 to 360
     * @param accuracy the share that is right, from 0 to 1
     * @param trained whether the model was trained on this angle
     */
    public record Point(double degrees, double accuracy, boolean trained) {

        /**
         * Creates a point.
         *
         * @param degrees the angle, from 0 to 360
         * @param accuracy the share that is right, from 0 to 1
         * @param trained whether the model was trained on this angle
         * @throws IllegalArgumentException if one is out of its range
         */
        public Point {
            Preconditions.checkArgument(
                    degrees >= 0 && degrees <= FULL_TURN,
                    "The angle must be from 0 to 360 degrees, got " + degrees);
            Preconditions.checkArgument(
                    accuracy >= 0 && accuracy <= 1,
                    "The accuracy must be from 0 to 1, got " + accuracy);
        }
    }

    /** Creates a chart of no models. */
    public AngleChart() {}

    /**
     * Adds a model.
     *
     * @param model the model's name
     * @param points its accuracies, in any order
     * @return this
     * @throws IllegalArgumentException if there is no point, or a model of this name was added
     */
    public AngleChart add(String model, List<Point> points) {
        Preconditions.checkArgument(
                !points.isEmpty(), "The model \"" + model + "\" must have a point");
        Preconditions.checkArgument(
                !models.containsKey(model), "The model \"" + model + "\" was added before");
        models.put(
                model, points.stream().sorted(Comparator.comparingDouble(Point::degrees)).toList());
        return this;
    }

    /**
     * Draws the chart.
     *
     * @return the image
     */
    public BufferedImage toImage() {
        int height = HEIGHT + (models.size() + 2) * LEGEND_LINE;
        XYChart chart = Charts.newChart(WIDTH, height, "Angle in degrees", "Accuracy in %");
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Vertical);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax((double) FULL_TURN);
        chart.getStyler().setYAxisMin(lowest()).setYAxisMax(100.0);
        chart.getStyler().setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        int number = 0;
        for (Map.Entry<String, List<Point>> model : models.entrySet()) {
            draw(chart, model.getKey(), model.getValue(), Charts.color(number++));
        }
        for (boolean trained : new boolean[] {true, false}) {
            if (models.values().stream()
                    .flatMap(List::stream)
                    .anyMatch(p -> p.trained == trained)) {
                explain(chart, trained);
            }
        }
        return BitmapEncoder.getBufferedImage(chart);
    }

    /** Returns a multiple of ten below all accuracies, in percent. */
    private double lowest() {
        double lowest =
                models.values().stream()
                        .flatMap(List::stream)
                        .mapToDouble(Point::accuracy)
                        .min()
                        .orElse(0);
        return Math.max(0, 10 * Math.floor(10 * lowest - 0.2));
    }

    private static void draw(XYChart chart, String model, List<Point> points, Color color) {
        add(chart, model, points)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(color)
                .setLineStyle(new BasicStroke(2f));
        for (boolean trained : new boolean[] {true, false}) {
            List<Point> marked = points.stream().filter(p -> p.trained == trained).toList();
            if (!marked.isEmpty()) {
                mark(add(chart, model + ", " + words(trained), marked), trained, color)
                        .setShowInLegend(false);
            }
        }
    }

    /** Explains the markers, by points that lie nowhere. */
    private static void explain(XYChart chart, boolean trained) {
        mark(
                chart.addSeries(words(trained), new double[] {0}, new double[] {Double.NaN}),
                trained,
                Color.GRAY);
    }

    private static String words(boolean trained) {
        return trained ? "Trained on this angle" : "Not trained on this angle";
    }

    private static XYSeries add(XYChart chart, String name, List<Point> points) {
        return chart.addSeries(
                name,
                points.stream().mapToDouble(Point::degrees).toArray(),
                points.stream().mapToDouble(p -> 100 * p.accuracy).toArray());
    }

    private static Series mark(XYSeries series, boolean trained, Color color) {
        return series.setMarker(trained ? SeriesMarkers.CIRCLE : new Ring())
                .setMarkerColor(color)
                .setLineStyle(SeriesLines.NONE);
    }

    /** An open circle. */
    private static final class Ring extends Marker {

        @Override
        public void paint(Graphics2D graphics, double x, double y, int size) {
            Ellipse2D circle = new Ellipse2D.Double(x - size / 2.0, y - size / 2.0, size, size);
            Color color = graphics.getColor();
            graphics.setColor(Color.WHITE);
            graphics.fill(circle);
            graphics.setColor(color);
            graphics.setStroke(new BasicStroke(2f));
            graphics.draw(circle);
        }
    }
}
