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

import org.testng.Assert;
import org.testng.annotations.Test;

/** How a text is split, and what is too little to learn. */
public class CorpusTest {

    private static String refusal(Assert.ThrowingRunnable call) {
        return Assert.expectThrows(IllegalArgumentException.class, call).getMessage();
    }

    @Test
    public void aTextIsSplitByPosition() {
        String text = "a".repeat(90) + "b".repeat(5) + "🎼".repeat(5);
        Corpus corpus = Corpus.ofText("sample", text);
        Assert.assertEquals(corpus.vocabulary().decode(corpus.training()), "a".repeat(90));
        Assert.assertEquals(corpus.vocabulary().decode(corpus.validation()), "b".repeat(5));
        Assert.assertEquals(corpus.vocabulary().decode(corpus.test()), "🎼".repeat(5));
    }

    @Test
    public void noSymbolIsLost() {
        for (int length = 40; length < 140; ++length) {
            byte[] bytes = new byte[length];
            bytes[length - 1] = 1;
            Corpus corpus = Corpus.ofBytes("sample", bytes);
            int sum = corpus.training().length + corpus.validation().length + corpus.test().length;
            Assert.assertEquals(sum, length);
            Assert.assertEquals(corpus.test()[corpus.test().length - 1], 1);
        }
    }

    @Test
    public void aTextTooShortToSplitIsRefused() {
        Assert.assertEquals(
                refusal(() -> Corpus.ofText("sample", "ab".repeat(19) + "a")),
                "sample is too short to split into training, validation and test: it has 39"
                        + " symbol(s), at least 40 are needed");
        Assert.assertTrue(refusal(() -> Corpus.ofText("sample", "")).contains("has 0 symbol(s)"));
        Assert.assertTrue(refusal(() -> Corpus.ofBytes("sample", new byte[3])).contains("3 symb"));
    }

    @Test
    public void aTextOfOneSymbolIsRefused() {
        Assert.assertEquals(
                refusal(() -> Corpus.ofText("sample", "a".repeat(100))),
                "There is nothing to learn in sample: all of its text is one symbol (1 characters:"
                        + " a)");
    }

    @Test
    public void aPartWithNothingToPredictIsRefused() {
        Vocabulary vocabulary = Vocabulary.ofCharacters("ab");
        int[] two = {0, 1};
        Assert.assertTrue(
                refusal(() -> new Corpus("sample", vocabulary, two, new int[1], two))
                        .contains("validation part of sample has 1 symbol(s)"));
    }

    @Test
    public void itPrintsInOneLine() {
        Assert.assertEquals(
                Corpus.ofText("sample", "ab".repeat(1000)).toString(),
                "sample: 1,800 + 100 + 100 symbols of 2 characters: ab");
    }
}
