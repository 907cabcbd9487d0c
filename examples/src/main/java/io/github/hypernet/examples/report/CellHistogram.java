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

import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;

/** How saturated the cells of several models are: histograms of tanh(c_t) (the paper's Fig. 5). */
public final class CellHistogram {

    private static final int BINS = 50;

    private final Map<String, double[]> shares = new LinkedHashMap<>();

    /** Creates a chart of no models. */
    public CellHistogram() {}

    /**
     * Adds a model's values.
     *
     * @param name the model's name
     * @param values the values, from -1 to 1
     */
    public void add(String name, float[] values) {
        double[] histogram = new double[BINS];
        for (float value : values) {
            int bin = (int) ((value + 1) / 2 * BINS);
            histogram[Math.max(0, Math.min(BINS - 1, bin))] += 100.0 / values.length;
        }
        shares.put(name, histogram);
    }

    /**
     * Draws the chart.
     *
     * @return the image
     */
    public BufferedImage toImage() {
        XYChart chart =
                Charts.newChart(800, 500, "tanh(c)", "Share of the values in % (bins of 0.04)");
        chart.setTitle("How far the cells are open");
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setXAxisMin(-1.0).setXAxisMax(1.0);
        double[] centers = new double[BINS];
        for (int i = 0; i < BINS; ++i) {
            centers[i] = (i + 0.5) * 2 / BINS - 1;
        }
        shares.forEach(
                (name, values) ->
                        chart.addSeries(name, centers, values).setMarker(SeriesMarkers.NONE));
        return BitmapEncoder.getBufferedImage(chart);
    }
}
