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
package io.github.hypernet.text.handwriting;

import java.awt.Color;

/** Where pictures of drawings are drawn, in pixels; y grows downwards. */
interface Canvas {

    /** Begins what belongs together. */
    void beginGroup();

    /** Ends what belongs together. */
    void endGroup();

    /** Draws a line through points (x, y); through one point, a dot. */
    void polyline(float[][] points, Color color, float width);

    /** Fills a rectangle. */
    void rectangle(float x, float y, float width, float height, Color color);

    /** Writes text; x and y are where its base line begins. */
    void text(float x, float y, float size, Color color, String text);
}
