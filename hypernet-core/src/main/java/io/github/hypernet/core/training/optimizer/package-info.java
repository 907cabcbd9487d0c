/** Optimizers and learning rates that DJL lacks. */
package io.github.hypernet.core.training.optimizer;
