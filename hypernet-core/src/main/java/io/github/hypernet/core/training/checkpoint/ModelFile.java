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

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;

import io.github.hypernet.core.training.internal.Printable;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Files of a model's parameters: whole or absent, and with a checksum, so that damage is never
 * other numbers.
 *
 * <p>DJL's {@code Model.load} reads them: the checksum stands behind what it reads. That there is
 * one says the name in DJL's header, which DJL passes over.
 *
 * <pre>
 *   what DJL's Model.save writes, int magic, int CRC-32C of all before
 * </pre>
 */
public final class ModelFile {

    private static final String FILE = "-0000.params";
    private static final String WITH_CHECKSUM = "; CRC-32C";
    private static final int MAGIC = 0x484e4d46; // "HNMF"
    private static final int MOST_TEXT = 1000;
    private static final int TRAILER = 2 * Integer.BYTES;

    private ModelFile() {}

    /**
     * Returns the file of a model.
     *
     * @param folder the folder of models
     * @param model the model's name
     * @return the file, {@code NAME-0000.params}, which may not exist
     */
    public static Path of(Path folder, String model) {
        return folder.resolve(model + FILE);
    }

    /**
     * Saves a model's parameters under its name.
     *
     * @param folder the folder of models, which is made if it is missing
     * @param model the model
     * @return the file; one that was there is replaced
     * @throws IOException if it cannot be written; then one that was there stays
     */
    public static Path save(Path folder, Model model) throws IOException {
        Path file = of(folder, model.getName());
        try {
            Path place = AtomicFile.place(file);
            // a folder, for DJL names what it writes
            try (TemporaryEntry temporary = TemporaryEntry.beside(place)) {
                Files.createDirectory(temporary.path());
                String name = model.getName() + WITH_CHECKSUM;
                model.setProperty("Epoch", "0");
                model.save(temporary.path(), name);
                Path written = temporary.path().resolve(name + FILE);
                appendChecksum(written);
                AtomicFile.install(written, place);
            }
            return file;
        } catch (IOException e) {
            throw new IOException("Cannot write " + file + ": " + AtomicFile.reason(e), e);
        }
    }

    /**
     * Loads a model's parameters, as DJL's {@code Model.load} does, but of a file with a checksum
     * only after it has proved whole. In a file without one, of before there was one or of DJL's
     * own, lengths are compared with the file's first; values that were changed are not seen there.
     *
     * <p>A block that is initialized already keeps its arrays, and they take the values, so a
     * trainer that works with them sees them; then each shape is compared before anything is
     * changed. Whether parameters are frozen stays as it is.
     *
     * @param file the file, of any name
     * @param model the model with its block, initialized or not
     * @return the shapes of the inputs that the saved model was initialized with, batch first
     * @throws IOException if there is no such file, if it is damaged, or if it was saved by a model
     *     with other settings; the message names it and says which. Then the parameters are as they
     *     were; what blocks read besides, such as the sizes that DJL's take from a file, may not be
     * @throws IllegalArgumentException if the model has no block
     */
    public static List<Shape> load(Path file, Model model) throws IOException {
        BlockLoader loader = new BlockLoader(model);
        long size = sizeOf(file);
        boolean isProven;
        ModelLayout layout;
        try {
            isProven = verifyChecksum(file, size);
            layout = ModelLayout.read(file, isProven ? size - TRAILER : size);
        } catch (IOException e) {
            throw damaged(file, e);
        }
        String but = "does not fit this model: ";
        try (BoundedInput in = BoundedInput.open(file, layout.blockStart(), layout.blockEnd())) {
            loader.requireFit(layout);
            but = isProven ? but : "is damaged or " + but;
            loader.load(in, layout);
            return layout.inputs();
        } catch (IOException e) {
            throw new IOException("The model file " + file + " " + but + printable(e), e);
        }
    }

    /**
     * Proves that a file is whole, without a model: by its checksum, or if it has none, as one of
     * before there was one or of DJL's own, by what its lengths say.
     *
     * @param file the file
     * @throws IOException if there is no such file, or if it is damaged; the message names it and
     *     says how
     */
    public static void verify(Path file) throws IOException {
        long size = sizeOf(file);
        try {
            if (!verifyChecksum(file, size)) {
                ModelLayout.read(file, size);
            }
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    private static long sizeOf(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such model file");
        }
        return Files.size(file);
    }

    private static IOException damaged(Path file, IOException e) {
        String how = e instanceof FileSystemException ? "cannot be read: " : "is damaged: ";
        String why = e instanceof EOFException ? "it is cut off" : printable(e);
        return new IOException("The model file " + file + " " + how + why, e);
    }

    /** Says why, in one line: what stands in a damaged file may be anything. */
    private static String printable(IOException e) {
        return Printable.of(AtomicFile.reason(e), MOST_TEXT);
    }

    private static void appendChecksum(Path file) throws IOException {
        long size = Files.size(file);
        int checksum = checksum(file, size);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND);
                DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out))) {
            data.writeInt(MAGIC);
            data.writeInt(checksum);
        }
    }

    /** Tells whether a file has a checksum, which fits. */
    private static boolean verifyChecksum(Path file, long size) throws IOException {
        boolean announced;
        try (BoundedInput in = BoundedInput.open(file, 0, size)) {
            announced = ModelLayout.readName(in).endsWith(WITH_CHECKSUM);
        }
        if (size < TRAILER) {
            throw new EOFException();
        }
        try (BoundedInput in = BoundedInput.open(file, size - TRAILER, size)) {
            boolean isThere = in.data().readInt() == MAGIC;
            if (announced && !isThere) {
                throw new IOException("it is cut off, or bytes follow its checksum");
            }
            if (isThere && (!announced || in.data().readInt() != checksum(file, size - TRAILER))) {
                throw new IOException("its checksum does not fit");
            }
            return isThere;
        }
    }

    private static int checksum(Path file, long end) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = BoundedInput.open(file, 0, end)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                checksum.update(buffer, 0, count);
            }
        }
        return (int) checksum.getValue();
    }
}
