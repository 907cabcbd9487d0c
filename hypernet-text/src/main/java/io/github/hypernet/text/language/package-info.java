/** Language models of characters and bytes: corpora, batches, models, measures, sampling. */
package io.github.hypernet.text.language;
