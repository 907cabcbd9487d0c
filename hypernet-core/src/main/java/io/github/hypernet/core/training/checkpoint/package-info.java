/**
 * What a training leaves behind: its folder, files that are whole or absent, and checkpoints of any
 * DJL {@code Trainer}.
 */
package io.github.hypernet.core.training.checkpoint;
