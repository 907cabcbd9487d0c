/** Optimizers and learning rates that DJL lacks, and what an optimizer of your own shows. */
package io.github.hypernet.core.training.optimizer;
