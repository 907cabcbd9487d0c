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

/** Colors that say how large something is. */
public enum ColorScale {
    /** From white to dark blue: for areas on the white ground. */
    AREA(new Color(255, 255, 255), new Color(40, 80, 170)),

    /** From light gray, which is seen on the white ground, to dark blue: for lines. */
    LINE(new Color(205, 210, 215), new Color(10, 20, 110));

    private final Color low;
    private final Color high;

    ColorScale(Color low, Color high) {
        this.low = low;
        this.high = high;
    }

    /**
     * Returns the color of a quantity.
     *
     * @param share how large it is, from 0 to 1
     * @return the color
     */
    public Color of(float share) {
        return new Color(
                mix(low.getRed(), high.getRed(), share),
                mix(low.getGreen(), high.getGreen(), share),
                mix(low.getBlue(), high.getBlue(), share));
    }

    private static int mix(int low, int high, float share) {
        return Math.round(low - share * (low - high));
    }
}
