/** What a training leaves behind: its folder, and files that are whole or absent. */
package io.github.hypernet.core.training.checkpoint;
