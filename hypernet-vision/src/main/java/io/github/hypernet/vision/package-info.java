/** Convolutional hypernetworks (Ha, Dai, Le, "HyperNetworks", 2016, Section 3.1). */
package io.github.hypernet.vision;
