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
package io.github.hypernet.text.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.hypernet.text.recurrent.GateChanges;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A text, and under each of its symbols how much the hypernetwork changed the weights of the four
 * gates when it read that symbol (Ha, Dai, Le 2016, Fig. 4): a strip for each gate, the darker the
 * larger the change.
 *
 * <p>The change is {@code ||d_t - d_(t-1)||}, of the vectors d_h and d_x that scale the rows of a
 * gate's recurrent and input matrices; 0 at the first symbol.
 */
public final class SamplePicture {

    private static final List<String> GATES = GateChanges.GATES;
    private static final int COLUMNS = 80;

    // sizes in pixels
    private static final int CELL_WIDTH = 12;
    private static final int TEXT_HEIGHT = 22;
    private static final int STRIP_HEIGHT = 9;
    private static final int LINE_HEIGHT = TEXT_HEIGHT + GATES.size() * STRIP_HEIGHT + 10;
    private static final int MARGIN = 20;
    private static final int GATE_NAMES_WIDTH = 70;

    private final List<String> symbols;
    private final GateChanges changes;

    private SamplePicture(List<String> symbols, GateChanges changes) {
        this.symbols = symbols;
        this.changes = changes;
    }

    /**
     * Lets a model read a text, and notes how its weights change.
     *
     * @param model the model, of LSTMs with a hypernetwork; of several layers the last one is shown
     * @param vocabulary the model's symbols
     * @param manager the manager to compute with
     * @param ids the text
     * @return the picture
     * @throws IllegalArgumentException if the model has no hypernetwork, or the text is empty
     */
    public static SamplePicture of(
            LanguageModel model, Vocabulary vocabulary, NDManager manager, int[] ids) {
        if (ids.length == 0) {
            throw new IllegalArgumentException("An empty text has no picture");
        }
        try (NDManager temporary = manager.newSubManager()) {
            NDArray input = temporary.create(ids, new Shape(1, ids.length));
            List<String> symbols = Arrays.stream(ids).mapToObj(vocabulary::decode).toList();
            return new SamplePicture(symbols, GateChanges.of(model.getRecurrent(), input));
        }
    }

    /** Cuts the text where its lines end, and where they are too long. */
    private List<int[]> lines() {
        List<int[]> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < symbols.size(); ++i) {
            boolean last = i + 1 == symbols.size();
            if (last || symbols.get(i).equals("\n") || i + 1 - begin == COLUMNS) {
                lines.add(new int[] {begin, i + 1});
                begin = i + 1;
            }
        }
        return lines;
    }

    private String visible(int index) {
        return switch (symbols.get(index)) {
            case "\n" -> "\u21b5";
            case "\t" -> "\u2192";
            case "\r" -> "\u240d";
            default -> symbols.get(index);
        };
    }

    /**
     * Draws the picture.
     *
     * @return the image
     */
    public BufferedImage toImage() {
        List<int[]> lines = lines();
        int left = MARGIN + GATE_NAMES_WIDTH;
        int columns = lines.stream().mapToInt(line -> line[1] - line[0]).max().orElse(0);
        int width = left + columns * CELL_WIDTH + MARGIN;
        int height = 2 * MARGIN + lines.size() * LINE_HEIGHT;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        int top = MARGIN;
        for (int[] line : lines) {
            graphics.setColor(Color.GRAY);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 9));
            for (int gate = 0; gate < GATES.size(); ++gate) {
                int bottom = top + TEXT_HEIGHT + (gate + 1) * STRIP_HEIGHT - 2;
                graphics.drawString(GATES.get(gate), MARGIN, bottom);
            }
            graphics.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 16));
            FontMetrics metrics = graphics.getFontMetrics();
            for (int i = line[0]; i < line[1]; ++i) {
                int x = left + (i - line[0]) * CELL_WIDTH;
                String symbol = visible(i);
                boolean shown = symbol.equals(symbols.get(i));
                graphics.setColor(shown ? Color.BLACK : Color.LIGHT_GRAY);
                int indent = (CELL_WIDTH - metrics.stringWidth(symbol)) / 2;
                graphics.drawString(symbol, x + indent, top + TEXT_HEIGHT - 6);
                for (int gate = 0; gate < GATES.size(); ++gate) {
                    graphics.setColor(changes.getColor(gate, i));
                    int y = top + TEXT_HEIGHT + gate * STRIP_HEIGHT;
                    graphics.fillRect(x, y, CELL_WIDTH, STRIP_HEIGHT - 1);
                }
            }
            top += LINE_HEIGHT;
        }
        graphics.dispose();
        return image;
    }

    /**
     * Writes the picture as a page of HTML that needs no other file. The numbers show where the
     * mouse points.
     *
     * @return the page
     */
    public String toHtml() {
        StringBuilder html = new StringBuilder();
        html.append(
                """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>How the weights change</title>
                <style>
                body { font-family: sans-serif; margin: 2em; }
                p.text { font: 16px monospace; line-height: 1; margin: 0 0 10px; white-space: pre; }
                p.text span { display: inline-block; vertical-align: top; width: 0.75em; text-align: center; }
                p.text b { display: block; font-weight: normal; height: 1.4em; }
                p.text b.hidden { color: #bbb; }
                p.text i { display: block; height: 5px; margin-bottom: 1px; }
                </style>
                </head>
                <body>
                <p>Under each character, from top to bottom: how much the hypernetwork changed the weights of
                the input, candidate, forget and output gate. Darker is more.</p>
                """);
        for (int[] line : lines()) {
            html.append("<p class=\"text\">");
            for (int i = line[0]; i < line[1]; ++i) {
                appendCell(html, i);
            }
            html.append("</p>\n");
        }
        return html.append("</body>\n</html>\n").toString();
    }

    private void appendCell(StringBuilder html, int index) {
        String symbol = visible(index);
        String kind = symbol.equals(symbols.get(index)) ? "" : " class=\"hidden\"";
        String numbers =
                String.format(
                        Locale.ROOT,
                        "input %.3f, candidate %.3f, forget %.3f, output %.3f",
                        changes.get(0, index),
                        changes.get(1, index),
                        changes.get(2, index),
                        changes.get(3, index));
        html.append(String.format("<span title=\"%s\"><b%s>%s</b>", numbers, kind, escape(symbol)));
        for (int gate = 0; gate < GATES.size(); ++gate) {
            int color = changes.getColor(gate, index).getRGB() & 0xffffff;
            html.append(String.format("<i style=\"background:#%06x\"></i>", color));
        }
        html.append("</span>");
    }

    private static String escape(String symbol) {
        return switch (symbol) {
            case "&" -> "&amp;";
            case "<" -> "&lt;";
            case ">" -> "&gt;";
            default -> symbol;
        };
    }
}
