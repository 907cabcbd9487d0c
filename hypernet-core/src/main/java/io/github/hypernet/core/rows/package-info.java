/** One pass of a network of which some parameters have a value for each of several conditions. */
package io.github.hypernet.core.rows;
