/** What the blocks of this library have in common. */
package io.github.hypernet.core.block;
