/** Recurrent blocks whose weights change at each time step, and their baselines. */
package io.github.hypernet.text.recurrent;
