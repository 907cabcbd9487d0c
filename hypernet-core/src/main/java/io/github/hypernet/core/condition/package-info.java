/** Conditions: what weights are made from besides learned embeddings. */
package io.github.hypernet.core.condition;
