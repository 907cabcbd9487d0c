/** Pictures that come as pixels and as SVG. */
package io.github.hypernet.core.picture;
