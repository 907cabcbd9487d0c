/** The command-line app: recipes of the paper, trained plain and hyper side by side. */
package io.github.hypernet.examples;
