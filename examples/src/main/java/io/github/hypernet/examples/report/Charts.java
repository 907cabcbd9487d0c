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

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

import java.awt.Color;
import java.util.Locale;

/** What all charts of the app look like. */
final class Charts {

    // blue and orange first: plain and hyper
    private static final int[] COLORS = {
        0x1f77b4, 0xd95f02, 0x2ca02c, 0x9467bd, 0xd62728, 0x8c564b, 0xe377c2, 0x17becf
    };

    private Charts() {}

    /** Returns a white chart with its legend below, and numbers as in files. */
    static XYChart newChart(int width, int height, String xTitle, String yTitle) {
        XYChart chart =
                new XYChartBuilder()
                        .width(width)
                        .height(height)
                        .xAxisTitle(xTitle)
                        .yAxisTitle(yTitle)
                        .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLocale(Locale.ROOT);
        return chart;
    }

    /** Returns the color of the line of a number, from 0. */
    static Color color(int number) {
        return new Color(COLORS[number % COLORS.length]);
    }
}
