/** Initial values that DJL does not have. */
package io.github.hypernet.core.initializer;
