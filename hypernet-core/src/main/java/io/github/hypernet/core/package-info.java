/**
 * Static hypernetworks over any DJL block (Ha, Dai, Le, "HyperNetworks", 2016, Section 3.1).
 *
 * <p>A {@link io.github.hypernet.core.Hypernetwork} lays a generator of weights over a main network
 * that does not know it; both train together under DJL's own {@code Trainer}.
 */
package io.github.hypernet.core;
