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

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** How much room text needs in a picture. */
final class TextWidth {

    private TextWidth() {}

    /** Returns the pixels of a text of a size, in the font of a picture's text. */
    static int of(String text, int size) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, size);
        FontRenderContext context = new FontRenderContext(null, true, false);
        return (int) Math.ceil(font.getStringBounds(text, context).getWidth());
    }
}
