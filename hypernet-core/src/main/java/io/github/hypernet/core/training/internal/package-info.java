/**
 * What the rooms of {@code core.training} share and nobody else may use: the reflection on what DJL
 * keeps private.
 */
package io.github.hypernet.core.training.internal;
