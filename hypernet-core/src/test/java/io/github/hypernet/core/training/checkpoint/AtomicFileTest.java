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
package io.github.hypernet.core.training.checkpoint;

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

public class AtomicFileTest {

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

    private static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    public void aUsersFileOfATemporaryNameStays() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");
        Files.createSymbolicLink(folder.resolve(".a.txt.tmp"), mine);
        Files.writeString(folder.resolve(".b.txt.tmp"), "mine too");
        write(folder.resolve("a.txt"), "a");
        write(folder.resolve("b.txt"), "b");
        Assert.assertEquals(Files.readString(mine), "mine");
        Assert.assertEquals(Files.readString(folder.resolve(".b.txt.tmp")), "mine too");
        Assert.assertEquals(
                names(folder), List.of(".a.txt.tmp", ".b.txt.tmp", "a.txt", "b.txt", "mine.txt"));
    }

    @Test
    public void aLinkStaysAndItsFileIsWritten() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path file = Files.writeString(other.resolve("real.txt"), "before");
        Path run = Files.createDirectory(folder.resolve("run"));
        Path link = Files.createSymbolicLink(run.resolve("link"), Path.of("second"));
        Files.createSymbolicLink(run.resolve("second"), Path.of("../other/real.txt"));
        write(link, "after");
        Assert.assertTrue(Files.isSymbolicLink(link));
        Assert.assertEquals(Files.readString(file), "after");
        Files.delete(file);
        write(link, "anew");
        Assert.assertEquals(Files.readString(file), "anew");
        Assert.assertEquals(names(other), List.of("real.txt"));
        Assert.assertEquals(names(run), List.of("link", "second"));
    }

    @Test
    public void aLinkToAFolderIsAFolder() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        write(link.resolve("a.txt"), "a");
        Assert.assertEquals(Files.readString(real.resolve("a.txt")), "a");
        RunFolder.create(
                        Files.createSymbolicLink(
                                folder.resolve("run"),
                                Files.createDirectory(folder.resolve("empty"))))
                .close();
    }

    @Test
    public void linksInACircleAreRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
        String message =
                Assert.expectThrows(IOException.class, () -> write(link, "x")).getMessage();
        Assert.assertTrue(message.contains(link.toString()), message);
        Assert.assertTrue(message.contains("circle"), message);
    }

    @Test
    public void whatFailsLeavesNothingAndWhatWasThereStays() throws IOException {
        Path file = folder.resolve("a.txt");
        write(file, "before");
        Assert.expectThrows(
                IOException.class,
                () ->
                        AtomicFile.write(
                                file,
                                out -> {
                                    out.write(1);
                                    throw new IOException("no more");
                                }));
        Assert.expectThrows(
                IllegalStateException.class,
                () ->
                        AtomicFile.write(
                                file,
                                out -> {
                                    throw new IllegalStateException();
                                }));
        Assert.assertEquals(Files.readString(file), "before");
        Assert.assertEquals(names(folder), List.of("a.txt"));
        Path taken = Files.createDirectories(folder.resolve("b/c")).getParent();
        Assert.expectThrows(IOException.class, () -> write(taken, "x"));
        Assert.assertEquals(names(folder), List.of("a.txt", "b"));
    }

    @Test
    public void theLongestNamesAreWritten() throws IOException {
        write(folder.resolve("n".repeat(255)), "x");
        Assert.assertEquals(names(folder).size(), 1);
    }

    @Test
    public void whoMayReadOtherFilesMayReadIt() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain"), "x");
        Path file = folder.resolve("atomic");
        write(file, "x");
        Assert.assertEquals(
                Files.getPosixFilePermissions(file), Files.getPosixFilePermissions(plain));
    }

    @Test
    public void aDeviceIsWrittenToAndStays() throws IOException {
        write(Path.of("/dev/null"), "x");
        Assert.assertFalse(Files.isRegularFile(Path.of("/dev/null")));
    }

    @Test
    public void leftoversOfAKilledProcessAreDeletedAndNobodyElses() throws IOException {
        Path ours = folder.resolve("models/.hypernet-3a6e1c1e-8a2b-4c55-9d6a-0123456789ab.tmp");
        Files.createDirectories(ours);
        Files.writeString(ours.resolve("half"), "x");
        Files.writeString(folder.resolve(".hypernet-3a6e1c1e-8a2b-4c55-9d6a-0123456789ac.tmp"), "");
        List<Path> others = List.of(folder.resolve(".hypernet-mine.tmp"), folder.resolve(".tmp"));
        for (Path other : others) {
            Files.writeString(other, "mine");
        }
        Files.createDirectories(folder.resolve("models/.a-0000.params.tmp/notes"));
        RunFolder.open(folder).close();
        Assert.assertEquals(
                names(folder), List.of(".hypernet-mine.tmp", ".lock", ".tmp", "models"));
        Assert.assertEquals(names(folder.resolve("models")), List.of(".a-0000.params.tmp"));
    }
}
