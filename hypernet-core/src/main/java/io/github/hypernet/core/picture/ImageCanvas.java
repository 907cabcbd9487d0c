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
package io.github.hypernet.core.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Draws on an image, white at first. */
final class ImageCanvas implements Canvas, AutoCloseable {

    private final BufferedImage image;
    private final Graphics2D graphics;

    ImageCanvas(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        rectangle(0, 0, width, height, Color.WHITE);
    }

    BufferedImage image() {
        return image;
    }

    @Override
    public void beginGroup() {
        // an image has no groups
    }

    @Override
    public void beginGroup(String title) {
        // an image has no groups
    }

    @Override
    public void endGroup() {
        // an image has no groups
    }

    @Override
    public void polyline(float[][] points, Color color, float width) {
        Path2D path = new Path2D.Float();
        path.moveTo(points[0][0], points[0][1]);
        for (float[] point : points) {
            path.lineTo(point[0], point[1]);
        }
        graphics.setColor(color);
        graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
    }

    @Override
    public void rectangle(float x, float y, float width, float height, Color color) {
        graphics.setColor(color);
        graphics.fill(new Rectangle2D.Float(x, y, width, height));
    }

    @Override
    public void text(float x, float y, float size, Color color, String text) {
        graphics.setColor(color);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Math.round(size)));
        graphics.drawString(text, x, y);
    }

    @Override
    public void centeredText(float x, float y, float size, Color color, String text) {
        graphics.setColor(color);
        graphics.setFont(new Font(Font.MONOSPACED, Font.PLAIN, Math.round(size)));
        float left = x - graphics.getFontMetrics().stringWidth(text) / 2f;
        graphics.drawString(text, (float) Math.floor(left), y); // sharp on whole pixels
    }

    @Override
    public void close() {
        graphics.dispose();
    }
}
