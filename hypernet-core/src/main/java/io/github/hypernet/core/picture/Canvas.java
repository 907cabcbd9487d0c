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

import java.awt.Color;

/** Where a {@link Picture} is drawn, in pixels; y grows downwards. */
public interface Canvas {

    /** Begins what belongs together. */
    void beginGroup();

    /**
     * Begins what belongs together and has a title, which is shown where the mouse points at it; an
     * image shows none.
     *
     * @param title the title
     */
    void beginGroup(String title);

    /** Ends what belongs together. */
    void endGroup();

    /**
     * Draws a line through points; through one point, a dot.
     *
     * @param points the points (x, y), at least one
     * @param color the color
     * @param width how broad the line is
     */
    void polyline(float[][] points, Color color, float width);

    /**
     * Fills a rectangle.
     *
     * @param x its left border
     * @param y its top border
     * @param width its width
     * @param height its height
     * @param color the color
     */
    void rectangle(float x, float y, float width, float height, Color color);

    /**
     * Writes text.
     *
     * @param x where its base line begins
     * @param y where its base line lies
     * @param size the font's size
     * @param color the color
     * @param text the text
     */
    void text(float x, float y, float size, Color color, String text);

    /**
     * Writes text in a font whose characters are of one width, such as a single character.
     *
     * @param x where its middle is
     * @param y where its base line lies
     * @param size the font's size
     * @param color the color
     * @param text the text
     */
    void centeredText(float x, float y, float size, Color color, String text);
}
