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
import ai.djl.util.Preconditions;

import io.github.hypernet.core.picture.Canvas;
import io.github.hypernet.core.picture.ColorScale;
import io.github.hypernet.core.picture.Picture;
import io.github.hypernet.text.recurrent.GateChanges;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text, and under each of its symbols how much the hypernetwork changed the weights of each gate
 * when it read that symbol (Ha, Dai, Le 2016, Fig. 4): a strip for each gate, the darker the larger
 * the change. In the SVG the numbers show where the mouse points.
 *
 * <p>The change is {@code ||d_t - d_(t-1)||}, of the vectors d_h and d_x that scale the rows of a
 * gate's recurrent and input matrices; 0 at the first symbol.
 */
public final class SamplePicture extends Picture {

    private static final int COLUMNS = 80;

    // sizes in pixels
    private static final int CELL_WIDTH = 12;
    private static final int TEXT_HEIGHT = 22;
    private static final int STRIP_HEIGHT = 9;
    private static final int GAP = 10;
    private static final int MARGIN = 20;
    private static final int GATE_NAMES_WIDTH = 70;

    private final List<String> symbols;
    private final GateChanges changes;
    private final List<Line> lines;

    /** A line of the text: the places of its symbols. */
    private record Line(int begin, int end) {}

    private SamplePicture(List<String> symbols, GateChanges changes) {
        this.symbols = symbols;
        this.changes = changes;
        lines = lines(symbols);
    }

    /**
     * Lets a model read a text, and notes how its weights change.
     *
     * @param model the model, with a hypernetwork; of several layers the last one is shown
     * @param vocabulary the model's symbols
     * @param manager the manager to compute with
     * @param ids the text
     * @return the picture
     * @throws IllegalArgumentException if the model has no hypernetwork, or the text is empty
     */
    public static SamplePicture of(
            LanguageModel model, Vocabulary vocabulary, NDManager manager, int[] ids) {
        Preconditions.checkArgument(ids.length > 0, "An empty text has no picture");
        try (NDManager temporary = manager.newSubManager()) {
            NDArray input = temporary.create(ids, new Shape(1, ids.length));
            List<String> symbols = Arrays.stream(ids).mapToObj(vocabulary::decode).toList();
            return new SamplePicture(symbols, GateChanges.of(model.getRecurrent(), input));
        }
    }

    /** Cuts the text where its lines end, and where they are too long. */
    private static List<Line> lines(List<String> symbols) {
        List<Line> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < symbols.size(); ++i) {
            boolean last = i + 1 == symbols.size();
            if (last || symbols.get(i).equals("\n") || i + 1 - begin == COLUMNS) {
                lines.add(new Line(begin, i + 1));
                begin = i + 1;
            }
        }
        return lines;
    }

    /** Returns what stands for a symbol: of control characters, a sign that can be seen. */
    private static String visible(String symbol) {
        int character = symbol.codePointAt(0);
        return switch (character) {
            case '\n' -> "\u21b5";
            case '\t' -> "\u2192";
            case 0x7f -> "\u2421";
            default -> character < ' ' ? Character.toString(0x2400 + character) : symbol;
        };
    }

    private int lineHeight() {
        return TEXT_HEIGHT + changes.getGates().size() * STRIP_HEIGHT + GAP;
    }

    /** {@inheritDoc} */
    @Override
    protected int width() {
        int columns = lines.stream().mapToInt(line -> line.end - line.begin).max().orElse(0);
        return MARGIN + GATE_NAMES_WIDTH + columns * CELL_WIDTH + MARGIN;
    }

    /** {@inheritDoc} */
    @Override
    protected int height() {
        return 2 * MARGIN + lines.size() * lineHeight();
    }

    /** {@inheritDoc} */
    @Override
    protected void draw(Canvas canvas) {
        int top = MARGIN;
        for (Line line : lines) {
            drawNames(canvas, top + TEXT_HEIGHT);
            for (int i = line.begin; i < line.end; ++i) {
                canvas.beginGroup(changes.describe(i));
                drawSymbol(canvas, i, left(i - line.begin), top);
                canvas.endGroup();
            }
            top += lineHeight();
        }
    }

    private static int left(int column) {
        return MARGIN + GATE_NAMES_WIDTH + column * CELL_WIDTH;
    }

    private void drawNames(Canvas canvas, int top) {
        for (int gate = 0; gate < changes.getGates().size(); ++gate) {
            int bottom = top + (gate + 1) * STRIP_HEIGHT - 2;
            canvas.text(MARGIN, bottom, 9, Color.GRAY, changes.getGates().get(gate));
        }
    }

    private void drawSymbol(Canvas canvas, int index, int left, int top) {
        String symbol = symbols.get(index);
        String shown = visible(symbol);
        Color color = shown.equals(symbol) ? Color.BLACK : Color.LIGHT_GRAY;
        int middle = left + CELL_WIDTH / 2;
        canvas.centeredText(middle, top + TEXT_HEIGHT - 6, 16, color, shown);
        for (int gate = 0; gate < changes.getGates().size(); ++gate) {
            int y = top + TEXT_HEIGHT + gate * STRIP_HEIGHT;
            Color change = ColorScale.AREA.of(changes.getShare(gate, index));
            canvas.rectangle(left, y, CELL_WIDTH, STRIP_HEIGHT - 1, change);
        }
    }
}
