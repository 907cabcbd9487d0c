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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The readers of enwik8 and text8, on files of their size. */
public class WikipediaTest {

    private static final int MILLION = 1_000_000;

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

    /** Writes 90 million, 5 million and 5 million bytes of three values. */
    private static void write(OutputStream out, String values) throws IOException {
        byte[] million = new byte[MILLION];
        for (int i = 0; i < 100; ++i) {
            Arrays.fill(million, (byte) values.charAt(i < 90 ? 0 : i < 95 ? 1 : 2));
            out.write(million);
        }
    }

    private static void assertSplit(Corpus corpus, String name) {
        Assert.assertEquals(corpus.name(), name);
        Assert.assertEquals(corpus.vocabulary().size(), 3);
        assertAll(corpus.training(), 90 * MILLION, 0);
        assertAll(corpus.validation(), 5 * MILLION, 1);
        assertAll(corpus.test(), 5 * MILLION, 2);
    }

    private static void assertAll(int[] ids, int length, int id) {
        Assert.assertEquals(ids.length, length);
        for (int actual : ids) {
            if (actual != id) {
                Assert.fail("An id is " + actual + ", not " + id);
            }
        }
    }

    private static void refused(Assert.ThrowingRunnable call, String... parts) {
        String message = Assert.expectThrows(IOException.class, call).getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    @Test
    public void enwik8IsReadByByteFromAFile() throws IOException {
        Path file = folder.resolve("enwik8");
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out, "\0A\u00ff");
        }
        Corpus corpus = Wikipedia.enwik8(file);
        assertSplit(corpus, "enwik8");
        Assert.assertTrue(corpus.vocabulary().isBytes());
        refused(() -> Wikipedia.text8(file), "not text8", "byte 0 (from 0) is 0x00");
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            out.write(0);
        }
        refused(() -> Wikipedia.enwik8(folder), file.toString(), "more bytes, not the 100,000,000");
    }

    @Test
    public void text8IsReadByCharacterFromAZippedFile() throws IOException {
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(folder.resolve("text8.zip")))) {
            zip.setLevel(1);
            zip.putNextEntry(new ZipEntry("text8"));
            write(zip, " az");
        }
        Corpus corpus = Wikipedia.text8(folder);
        assertSplit(corpus, "text8");
        Assert.assertFalse(corpus.vocabulary().isBytes());
        Path file = folder.resolve("text8.zip");
        byte[] zip = Files.readAllBytes(file);
        zip[zip.length - 22 - 46 - 5 + 16] ^= 1; // the checksum in the list at the zip's end
        Files.write(file, zip);
        refused(() -> Wikipedia.text8(folder), file + " is damaged", "its checksum");
        Files.write(file, Arrays.copyOf(zip, zip.length / 2));
        refused(() -> Wikipedia.text8(folder), file + " is damaged");
    }

    @Test
    public void aCutFileIsRefused() throws IOException {
        Path file = folder.resolve("text8");
        Files.write(file, new byte[1234]);
        refused(() -> Wikipedia.text8(file), file.toString(), "1,234 bytes, not the 100,000,000");
    }

    @Test
    public void aMissingFileIsNamed() {
        refused(
                () -> Wikipedia.enwik8(folder),
                "No file enwik8 or enwik8.zip at " + folder,
                "http://mattmahoney.net/dc/enwik8.zip");
    }

    @Test
    public void aZipFileOfSomethingElseIsRefused() throws IOException {
        Path file = folder.resolve("enwik8.zip");
        Files.write(file, new byte[100]);
        refused(() -> Wikipedia.enwik8(file), file + " is damaged");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("other"));
        }
        refused(() -> Wikipedia.enwik8(file), file + " does not hold a file enwik8");
    }
}
