/** Dynamic hypernetworks' weights: a hyper state scales the rows of ordinary matrices. */
package io.github.hypernet.core.scaling;
