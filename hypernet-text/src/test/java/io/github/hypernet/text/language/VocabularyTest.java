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

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Symbols to ids and back, by character and by byte, and through files. */
public class VocabularyTest {

    private static final String TEXT = "z é\n日本 🎼 a";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String refusal(Assert.ThrowingRunnable call) {
        return Assert.expectThrows(IllegalArgumentException.class, call).getMessage();
    }

    @Test
    public void charactersAreCodePointsInTheirOrder() {
        Vocabulary vocabulary = Vocabulary.ofCharacters("b🎼a\nb");
        Assert.assertEquals(vocabulary.size(), 4);
        Assert.assertFalse(vocabulary.isBytes());
        Assert.assertEquals(vocabulary.encode("\nab🎼"), new int[] {0, 1, 2, 3});
    }

    @Test
    public void bytesAreUnsigned() {
        Vocabulary vocabulary = Vocabulary.ofBytes(new byte[] {-1, 7, -1, 65});
        Assert.assertTrue(vocabulary.isBytes());
        Assert.assertEquals(vocabulary.size(), 3);
        Assert.assertEquals(vocabulary.encode(new byte[] {7, 65, -1}), new int[] {0, 1, 2});
    }

    @Test
    public void textComesBack() {
        Vocabulary characters = Vocabulary.ofCharacters(TEXT);
        Assert.assertEquals(characters.decode(characters.encode(TEXT)), TEXT);
        Vocabulary bytes = Vocabulary.ofBytes(utf8(TEXT));
        Assert.assertEquals(bytes.encode(TEXT), bytes.encode(utf8(TEXT)));
        Assert.assertEquals(bytes.decode(bytes.encode(TEXT)), TEXT);
    }

    @Test
    public void anUnknownCharacterIsNamedWithItsPlace() {
        Vocabulary vocabulary = Vocabulary.ofCharacters("a🎼b");
        Assert.assertEquals(
                refusal(() -> vocabulary.encode("🎼aéb")),
                "The character 'é' (U+00E9) at position 2 (from 0) is not among the 3 symbols of"
                        + " the vocabulary");
        Assert.assertTrue(refusal(() -> vocabulary.encode("a\n")).contains("character U+000A at"));
    }

    @Test
    public void anUnknownByteIsNamedWithItsPlace() {
        Vocabulary vocabulary = Vocabulary.ofBytes(utf8("a🎼b"));
        Assert.assertEquals(
                refusal(() -> vocabulary.encode("🎼a日b")),
                "The byte 0xE6 of the character '日' (U+65E5) at position 2 (from 0) is not among"
                        + " the 6 symbols of the vocabulary");
        Assert.assertTrue(
                refusal(() -> vocabulary.encode(new byte[] {97, -2}))
                        .contains("byte 0xFE at position 1"));
    }

    @Test
    public void charactersDoNotEncodeBytes() {
        Vocabulary vocabulary = Vocabulary.ofCharacters("ab");
        Assert.assertTrue(refusal(() -> vocabulary.encode(utf8("ab"))).contains("characters"));
    }

    @Test
    public void anIdOutsideOfTheVocabularyIsRefused() {
        Vocabulary vocabulary = Vocabulary.ofCharacters("ab");
        Assert.assertTrue(refusal(() -> vocabulary.decode(0, 2)).contains("id 2"));
        Assert.assertTrue(refusal(() -> vocabulary.decode(-1)).contains("0 to 1"));
    }

    @Test
    public void anEmptyTextIsRefused() {
        Assert.assertTrue(refusal(() -> Vocabulary.ofCharacters("")).contains("empty"));
        Assert.assertTrue(refusal(() -> Vocabulary.ofBytes(new byte[0])).contains("empty"));
    }

    @Test
    public void aCharacterComesWithItsLastByte() {
        Vocabulary vocabulary = Vocabulary.ofBytes(utf8("a日"));
        SymbolDecoder decoder = vocabulary.newDecoder();
        int[] ids = vocabulary.encode("日a");
        Assert.assertEquals(decoder.next(ids[0]), "");
        Assert.assertEquals(decoder.next(ids[1]), "");
        Assert.assertEquals(decoder.next(ids[2]), "日");
        Assert.assertEquals(decoder.next(ids[3]), "a");
        Assert.assertEquals(decoder.finish(), "");
    }

    @Test
    public void aDecoderServesAgainAfterACutCharacter() {
        Vocabulary vocabulary = Vocabulary.ofBytes(utf8("a日"));
        SymbolDecoder decoder = vocabulary.newDecoder();
        decoder.next(vocabulary.encode("日")[0]);
        Assert.assertEquals(decoder.finish(), "\ufffd");
        Assert.assertEquals(decoder.next(vocabulary.encode("a")[0]), "a");
    }

    @Test
    public void malformedBytesDecodeAsJavaDoes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; ++i) {
            all[i] = (byte) i;
        }
        Vocabulary vocabulary = Vocabulary.ofBytes(all);
        Random random = new Random(5);
        for (int round = 0; round < 2000; ++round) {
            byte[] noise = new byte[12];
            random.nextBytes(noise);
            for (int i = 0; i < noise.length; i += 2) {
                noise[i] |= (byte) 0x80; // more bytes of longer characters
            }
            String expected = new String(noise, StandardCharsets.UTF_8);
            Assert.assertEquals(vocabulary.decode(vocabulary.encode(noise)), expected);
        }
    }

    @Test
    public void aFileGivesTheSameVocabulary() throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path file = folder.getPath().resolve("vocabulary.json");
            Vocabulary characters = Vocabulary.ofCharacters(TEXT);
            characters.write(file);
            Assert.assertEquals(Vocabulary.read(file), characters);
            Vocabulary bytes = Vocabulary.ofBytes(utf8("ab"));
            bytes.write(file);
            Assert.assertEquals(Vocabulary.read(file), bytes);
            Assert.assertNotEquals(Vocabulary.read(file), Vocabulary.ofCharacters("ab"));
        }
    }

    @Test
    public void aDamagedFileIsNamed() throws IOException {
        String[] damaged = {
            "",
            "[]",
            "no JSON",
            "{\"kind\":\"characters\",\"symbols\":[1,2",
            "{\"kind\":\"characters\"}",
            "{\"kind\":\"letters\",\"symbols\":[1,2]}",
            "{\"kind\":\"characters\",\"symbols\":[]}",
            "{\"kind\":\"characters\",\"symbols\":[2,1]}",
            "{\"kind\":\"characters\",\"symbols\":[1,1]}",
            "{\"kind\":\"characters\",\"symbols\":[-1,1]}",
            "{\"kind\":\"characters\",\"symbols\":[1114112]}",
            "{\"kind\":\"bytes\",\"symbols\":[256]}",
            "null",
            "{\"kind\":null,\"symbols\":[1,2]}",
            "{\"kind\":\"characters\",\"symbols\":[1,null]}",
            "{\"kind\":\"characters\",\"symbols\":[1.5,2]}",
            "{\"kind\":\"characters\",\"symbols\":[1,99999999999]}",
            "{\"kind\":\"characters\",\"symbols\":[55296]}",
        };
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path file = folder.getPath().resolve("vocabulary.json");
            for (String content : damaged) {
                Files.writeString(file, content);
                String message =
                        Assert.expectThrows(IOException.class, () -> Vocabulary.read(file))
                                .getMessage();
                Assert.assertEquals(
                        message, file + " is damaged: it does not hold a vocabulary", content);
            }
            Files.write(file, new byte[] {'{', '\n', -1, '}'});
            String message =
                    Assert.expectThrows(IOException.class, () -> Vocabulary.read(file))
                            .getMessage();
            Assert.assertTrue(message.startsWith(file + " is no text: malformed UTF-8 in line 2"));
        }
    }

    @Test
    public void itPrintsInOneLine() {
        Assert.assertEquals(Vocabulary.ofCharacters("b\na").toString(), "3 characters: \\u000aab");
        Assert.assertEquals(Vocabulary.ofBytes(new byte[] {-1, 10}).toString(), "2 bytes: 0a ff");
        String many = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,.;:!?";
        Assert.assertEquals(
                Vocabulary.ofCharacters(many).toString(),
                "68 characters: !,.0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuv...");
    }
}
