/**
 * Kinds of experiments and recipes of them: what an experiment is, without a word about images,
 * text or strokes, which are a package each. A recipe is a file of named fields among the
 * resources; a kind is a class.
 */
package io.github.hypernet.examples.kind;
