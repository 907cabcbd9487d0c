/** Generators: blocks that map learned embeddings to the weights of another network. */
package io.github.hypernet.core.generator;
