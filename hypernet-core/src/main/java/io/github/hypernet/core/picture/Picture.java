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

import java.awt.image.BufferedImage;

/** A picture that is drawn once and comes as pixels and as SVG. */
public abstract class Picture {

    /** Creates a picture. */
    protected Picture() {}

    /** {@return the width in pixels} */
    protected abstract int width();

    /** {@return the height in pixels} */
    protected abstract int height();

    /**
     * Draws everything but the white ground.
     *
     * @param canvas where to draw
     */
    protected abstract void draw(Canvas canvas);

    /**
     * Draws the picture.
     *
     * @return the image
     */
    public BufferedImage toImage() {
        try (ImageCanvas canvas = new ImageCanvas(width(), height())) {
            draw(canvas);
            return canvas.image();
        }
    }

    /**
     * Writes the picture as SVG.
     *
     * @return the document
     */
    public String toSvg() {
        SvgCanvas canvas = new SvgCanvas(0, 0, width(), height());
        draw(canvas);
        return canvas.toString();
    }
}
