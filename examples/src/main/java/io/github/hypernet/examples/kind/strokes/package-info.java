/** Models of pen strokes: the paper's Section 4.5. */
package io.github.hypernet.examples.kind.strokes;
