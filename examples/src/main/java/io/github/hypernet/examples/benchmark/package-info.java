/** Times pieces of work in turn: training steps of models, and the training loop. */
package io.github.hypernet.examples.benchmark;
