/**
 * Few-shot learning: episodes as data, what is made of a support set, and what is measured over
 * episodes.
 */
package io.github.hypernet.core.episode;
