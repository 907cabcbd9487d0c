/**
 * Recurrent layers whose weights change at each time step, their baselines, and layers of a {@link
 * io.github.hypernet.text.recurrent.RecurrentCell} of one's own.
 */
package io.github.hypernet.text.recurrent;
