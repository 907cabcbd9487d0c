/** Sequences that recurrent models make up, element by element. */
package io.github.hypernet.text.sampling;
