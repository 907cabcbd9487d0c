/** Language models of characters: the paper's Sections 4.3 and 4.4. */
package io.github.hypernet.examples.kind.text;
