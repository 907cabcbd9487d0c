/** What models of text and of pen strokes have in common: layers of LSTMs. */
package io.github.hypernet.examples.kind.recurrent;
