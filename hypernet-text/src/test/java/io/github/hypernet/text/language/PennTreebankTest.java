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
import org.testng.SkipException;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The reader of the Penn Treebank, on its two formats, and on the real files where they are. */
public class PennTreebankTest {

    // the layout of the real files: a space after every symbol, the newline too
    private static final String CHARACTERS = "t h e _ N \n < u n k > _ ' s \n ";
    private static final String WORDS = " the N \n <unk> 's \n";
    private static final String TEXT = "the N\n<unk> 's\n";

    private TemporaryFolder temporary;
    private Path folder;

    @BeforeMethod
    public void makeFolder() {
        temporary = new TemporaryFolder();
        folder = temporary.getPath();
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private String refusal() {
        return Assert.expectThrows(IOException.class, () -> PennTreebank.fromFolder(folder))
                .getMessage();
    }

    @Test
    public void bothFormatsGiveTheSameSymbols() throws IOException {
        write("ptb.char.train.txt", CHARACTERS);
        write("ptb.valid.txt", WORDS);
        write("ptb.test.txt", WORDS.replace("\n", "\r\n"));
        Corpus corpus = PennTreebank.fromFolder(folder);
        Assert.assertEquals(corpus.name(), "ptb-char");
        Assert.assertEquals(corpus.vocabulary().decode(corpus.training()), TEXT);
        Assert.assertEquals(corpus.validation(), corpus.training());
        Assert.assertEquals(corpus.test(), corpus.training());
    }

    @Test
    public void aCharacterFileGoesBeforeAWordFile() throws IOException {
        for (String part : new String[] {"train", "valid", "test"}) {
            write("ptb.char." + part + ".txt", CHARACTERS);
            write("ptb." + part + ".txt", " other words \n");
        }
        Corpus corpus = PennTreebank.fromFolder(folder);
        Assert.assertEquals(corpus.vocabulary().decode(corpus.test()), TEXT);
    }

    @Test
    public void aSymbolOfOnePartIsInTheVocabulary() throws IOException {
        write("ptb.train.txt", " a b \n");
        write("ptb.valid.txt", " a c \n");
        write("ptb.test.txt", " a d \n");
        Assert.assertEquals(
                PennTreebank.fromFolder(folder).vocabulary(), Vocabulary.ofCharacters("\n abcd"));
    }

    @Test
    public void missingFilesAreNamed() throws IOException {
        write("ptb.char.valid.txt", CHARACTERS);
        write("ptb.test.txt", WORDS);
        Assert.assertEquals(
                refusal(),
                "The Penn Treebank in "
                        + folder
                        + " is not complete: put Mikolov's ptb.char.train.txt (or ptb.train.txt)"
                        + " into that folder");
        Files.delete(folder.resolve("ptb.test.txt"));
        Assert.assertTrue(
                refusal().contains("ptb.char.train.txt (or ptb.train.txt) and ptb.char.test.txt"));
    }

    @Test
    public void wordsInACharacterFileAreRefused() throws IOException {
        write("ptb.char.train.txt", CHARACTERS + WORDS);
        write("ptb.valid.txt", WORDS);
        write("ptb.test.txt", WORDS);
        Assert.assertEquals(
                refusal(),
                folder.resolve("ptb.char.train.txt")
                        + " is not by character: line 3 does not have one space between two"
                        + " characters");
    }

    @Test
    public void whatIsNoTextIsNamedWithItsPlace() throws IOException {
        write("ptb.train.txt", WORDS);
        write("ptb.valid.txt", WORDS);
        Path file = folder.resolve("ptb.test.txt");
        Files.write(file, new byte[] {'a', '\n', (byte) 0xff});
        Assert.assertEquals(
                refusal(), file + " is no text: malformed UTF-8 in line 2, at byte 2 (from 0)");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0});
        Assert.assertTrue(refusal().contains(file + " is no text in UTF-8, but compressed"));
        folder = file;
        Assert.assertTrue(refusal().startsWith(file + " is no folder"));
        folder = file.resolveSibling("none");
        Assert.assertEquals(refusal(), "There is no folder " + folder);
    }

    @Test
    public void anEmptyPartIsRefused() throws IOException {
        write("ptb.train.txt", WORDS);
        write("ptb.valid.txt", "");
        write("ptb.test.txt", WORDS);
        Assert.assertTrue(refusal().contains("validation part of ptb-char has 0 symbol(s)"));
        Assert.assertTrue(refusal().contains(folder.toString()));
    }

    @Test
    public void theRealWordFilesGiveTheCharacterFiles() throws IOException {
        String property = System.getProperty("hypernet.data", "");
        if (property.isEmpty()) {
            throw new SkipException("It needs -Dhypernet.data=DIR with text/ptb.*.txt");
        }
        Path data = Path.of(property, "text");
        // the real training part is not needed for this: another part stands in for it
        Files.copy(data.resolve("ptb.char.valid.txt"), folder.resolve("ptb.char.train.txt"));
        Files.copy(data.resolve("ptb.valid.txt"), folder.resolve("ptb.valid.txt"));
        Files.copy(data.resolve("ptb.test.txt"), folder.resolve("ptb.test.txt"));
        Corpus byWord = PennTreebank.fromFolder(folder);
        Assert.assertEquals(byWord.vocabulary().size(), 50);
        Assert.assertEquals(byWord.training().length, 393_042);
        Assert.assertEquals(byWord.test().length, 442_423);
        Assert.assertTrue(Arrays.equals(byWord.validation(), byWord.training()));
        Files.copy(data.resolve("ptb.char.test.txt"), folder.resolve("ptb.char.test.txt"));
        Corpus byCharacter = PennTreebank.fromFolder(folder);
        Assert.assertTrue(Arrays.equals(byWord.test(), byCharacter.test()));
    }
}
