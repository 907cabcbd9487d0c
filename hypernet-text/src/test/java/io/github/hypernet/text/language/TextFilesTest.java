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
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Texts of one's own: files and folders, and what is no text. */
public class TextFilesTest {

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

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static String text(Corpus corpus) {
        return corpus.vocabulary().decode(corpus.training())
                + corpus.vocabulary().decode(corpus.validation())
                + corpus.vocabulary().decode(corpus.test());
    }

    private static void refused(Path path, String... parts) {
        String message =
                Assert.expectThrows(IOException.class, () -> TextFiles.read(path)).getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    @Test
    public void aFileIsReadAsItIs() throws IOException {
        String text = "naïve\r\n日本 🎼\n".repeat(10);
        Corpus corpus = TextFiles.read(write("my.txt", text));
        Assert.assertEquals(corpus.name(), "my.txt");
        Assert.assertEquals(text(corpus), text);
    }

    @Test
    public void aFolderIsReadInTheOrderOfItsPaths() throws IOException {
        write("corpus/b.txt", "b".repeat(20));
        write("corpus/a/z.md", "z".repeat(20));
        write("corpus/a.txt", "a".repeat(20));
        write("corpus/.git/config", "hidden");
        write("corpus/.hidden", "hidden");
        Corpus corpus = TextFiles.read(folder.resolve("corpus"));
        Assert.assertEquals(corpus.name(), "corpus");
        Assert.assertEquals(text(corpus), "a".repeat(20) + "z".repeat(20) + "b".repeat(20));
        Assert.assertEquals(
                TextFiles.list(folder.resolve("corpus")),
                List.of(
                        folder.resolve("corpus/a.txt"),
                        folder.resolve("corpus/a/z.md"),
                        folder.resolve("corpus/b.txt")));
    }

    @Test
    public void aByteOrderMarkIsDropped() throws IOException {
        String text = "ab".repeat(30);
        Assert.assertEquals(text(TextFiles.read(write("my.txt", "\ufeff" + text))), text);
    }

    @Test
    public void malformedUtf8IsRefusedWithItsPlace() throws IOException {
        Path file = write("corpus/b.txt", "");
        write("corpus/a.txt", "ab".repeat(50));
        Files.write(file, "one\ntwo\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        refused(
                folder.resolve("corpus"),
                file + " is no text: malformed UTF-8 in line 3, at byte 11 (from 0)");
    }

    @Test
    public void aCutCharacterAtTheEndIsRefused() throws IOException {
        Path file = folder.resolve("my.txt");
        Files.write(file, new byte[] {'a', '\n', (byte) 0xe6, (byte) 0x97});
        refused(file, "malformed UTF-8 in line 2, at byte 2");
    }

    @Test
    public void aZeroByteIsRefusedWithItsPlace() throws IOException {
        refused(write("my.txt", "ab\nc\0"), "my.txt is no text: a zero byte in line 2, at byte 4");
    }

    @Test
    public void tooLittleTextIsRefused() throws IOException {
        refused(write("empty.txt", ""), "empty.txt is too short", "0 symbol(s)");
        refused(write("short.txt", "ab".repeat(19)), "short.txt is too short", "38 symbol(s)");
        refused(write("one.txt", "\n".repeat(100)), "nothing to learn in one.txt");
    }

    @Test
    public void whatIsNoTextSaysWhatItIs() throws IOException {
        String text = "ab".repeat(50);
        Path file = folder.resolve("my.txt");
        Files.write(file, ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE));
        refused(file, file + " is no text in UTF-8, but UTF-16: convert it to UTF-8");
        Files.write(file, text.getBytes(StandardCharsets.UTF_16));
        refused(file, "but UTF-16");
        Files.write(file, text.getBytes(StandardCharsets.UTF_16LE));
        refused(file, "a zero byte in line 1, at byte 1", "if it is UTF-16, convert it");
        Files.write(file, ("\ufeff" + text).getBytes("UTF-32LE"));
        refused(file, "but UTF-32");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        refused(file, "compressed by gzip: unpack it");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("a.txt"));
        }
        refused(file, "a zip archive: unpack it");
    }

    @Test
    public void aFolderWithALoopOfLinksIsRefused() throws IOException {
        write("corpus/a.txt", "ab".repeat(50));
        Path loop = folder.resolve("corpus/loop");
        Files.createSymbolicLink(loop, folder.resolve("corpus"));
        refused(folder.resolve("corpus"), loop + " is a link to a folder that it is in");
    }

    @Test
    public void nothingToReadIsRefused() {
        refused(folder, "no files in the folder " + folder);
        refused(folder.resolve("none"), "There is no file or folder", "none");
    }
}
