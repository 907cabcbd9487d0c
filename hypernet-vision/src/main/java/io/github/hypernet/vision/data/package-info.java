/** Labeled images: readers, splits, augmentation of whole batches. */
package io.github.hypernet.vision.data;
