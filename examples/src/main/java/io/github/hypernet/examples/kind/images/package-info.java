/**
 * Nets that classify images, plain and with generated kernels: the paper's Sections 4.1 and 4.2.
 */
package io.github.hypernet.examples.kind.images;
