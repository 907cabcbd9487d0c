/*
 * Copyright 2026 The Hypernet developers
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is
 * distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and limitations under the License.
 */
package io.github.hypernet.text.language;

import ai.djl.ndarray.NDList;
import ai.djl.translate.TranslatorContext;
import ai.djl.util.Preconditions;

import io.github.hypernet.text.sampling.IterativeTranslator;
import io.github.hypernet.text.sampling.SamplingBlock;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Maps a prompt to the text that a {@link SamplingBlock} writes after it, in pieces: whole after
 * {@code predict}, character by character, as they are drawn, after {@code streamingPredict}.
 */
public final class SamplingTranslator extends IterativeTranslator<String, String> {

    private final Vocabulary vocabulary;

    /**
     * Creates a translator.
     *
     * @param vocabulary the model's symbols
     */
    public SamplingTranslator(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the prompt is empty or has a symbol that the vocabulary
     *     has not
     */
    @Override
    public NDList processInput(TranslatorContext context, String prompt) {
        int[] ids = vocabulary.encode(prompt);
        Preconditions.checkArgument(ids.length > 0, "The prompt must have at least one symbol");
        return new NDList(context.getNDManager().create(ids));
    }

    /** {@inheritDoc} */
    @Override
    public Stream<String> processOutput(TranslatorContext context, NDList list) {
        return Stream.of(vocabulary.decode(list.head().toIntArray()));
    }

    /** {@inheritDoc} */
    @Override
    protected Stream<String> processOutputs(Stream<NDList> outputs) {
        SymbolDecoder decoder = vocabulary.newDecoder();
        Stream<String> pieces =
                outputs.flatMapToInt(
                                output -> {
                                    try (output) {
                                        return IntStream.of(output.head().toIntArray());
                                    }
                                })
                        .mapToObj(decoder::next);
        return Stream.concat(pieces, Stream.generate(decoder::finish).limit(1))
                .filter(piece -> !piece.isEmpty());
    }
}
