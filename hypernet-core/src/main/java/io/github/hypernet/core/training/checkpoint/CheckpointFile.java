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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A checkpoint's file: a header in JSON, named arrays, a checksum.
 *
 * <pre>
 *   int magic, byte version, int length, header, int arrays, (UTF name, array) ..., long CRC-32C
 * </pre>
 */
final class CheckpointFile {

    private static final int MAGIC = 0x484e434b; // "HNCK"
    private static final byte VERSION = 1;
    private static final Gson GSON =
            new GsonBuilder().serializeSpecialFloatingPointValues().create();

    private CheckpointFile() {}

    /**
     * What a checkpoint holds besides arrays.
     *
     * @param optimizer the optimizer's name; that of its class in files of before it had one
     * @param seed the training's seed
     * @param updates the updates that the optimizer has done, by parameter name
     * @param state what else the training knows
     */
    record Header(String optimizer, long seed, Map<String, Integer> updates, JsonObject state) {}

    /**
     * What a checkpoint holds.
     *
     * @param header all that is no array
     * @param arrays the arrays by name
     */
    record Content(Header header, Map<String, NDArray> arrays) {}

    /** Writes a checkpoint. */
    static void write(OutputStream out, Content content) throws IOException {
        CheckedOutputStream checked =
                new CheckedOutputStream(new BufferedOutputStream(out, 1 << 16), new CRC32C());
        DataOutputStream data = new DataOutputStream(checked);
        data.writeInt(MAGIC);
        data.writeByte(VERSION);
        byte[] json = GSON.toJson(content.header).getBytes(StandardCharsets.UTF_8);
        data.writeInt(json.length);
        data.write(json);
        data.writeInt(content.arrays.size());
        for (Map.Entry<String, NDArray> array : content.arrays.entrySet()) {
            data.writeUTF(array.getKey());
            data.write(array.getValue().encode());
        }
        data.writeLong(checked.getChecksum().getValue());
        data.flush();
    }

    /**
     * Reads a checkpoint, after it has proved whole.
     *
     * @param file the file
     * @param manager the manager of the arrays
     * @return what it holds
     * @throws IOException if the file is damaged; the message says how
     */
    static Content read(Path file, NDManager manager) throws IOException {
        verify(file);
        try (BoundedInput in = body(file)) {
            Header header = readHeader(in);
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            for (int count = in.data().readInt(); count > 0; --count) {
                arrays.put(in.data().readUTF(), manager.decode(in.data()));
            }
            return new Content(header, arrays);
        }
    }

    /**
     * Proves that a checkpoint is whole: by its checksum, and as that tells nothing of who wrote
     * it, by the lengths in it.
     *
     * @param file the file
     * @throws IOException if it is not; the message says how
     */
    static void verify(Path file) throws IOException {
        try {
            requireKind(file);
            verifyChecksum(file);
            verifyLengths(file);
        } catch (EOFException e) {
            throw new IOException("it is damaged: it is cut off", e);
        } catch (FileSystemException e) {
            throw new IOException("it cannot be read: " + AtomicFile.reason(e), e);
        }
    }

    private static void verifyLengths(Path file) throws IOException {
        try (BoundedInput in = body(file)) {
            readHeader(in);
            for (int count = in.readCount(2 * Short.BYTES); count > 0; --count) {
                in.data().readUTF();
                if (!in.data().readUTF().equals(SavedArray.MARK)) {
                    throw new IOException("an array in it has no mark");
                }
                SavedArray.readShape(in);
            }
            if (in.left() > 0) {
                throw new IOException("something follows its arrays");
            }
        } catch (EOFException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("it is damaged: " + e.getMessage(), e);
        }
    }

    private static BoundedInput body(Path file) throws IOException {
        return BoundedInput.open(file, Integer.BYTES + 1, Files.size(file) - Long.BYTES);
    }

    private static Header readHeader(BoundedInput in) throws IOException {
        try {
            Header header = GSON.fromJson(in.readText(), Header.class);
            if (header != null
                    && header.optimizer != null
                    && header.updates != null
                    && header.state != null) {
                return header;
            }
        } catch (JsonParseException e) {
            // said below
        }
        throw new IOException("its header is not that of a checkpoint");
    }

    private static void requireKind(Path file) throws IOException {
        try (BoundedInput in = BoundedInput.open(file, 0, Files.size(file))) {
            if (in.data().readInt() != MAGIC) {
                throw new IOException("it is no checkpoint");
            }
            byte version = in.data().readByte();
            if (version != VERSION) {
                throw new IOException(
                        "its version is " + version + ", this library reads " + VERSION);
            }
        }
    }

    private static void verifyChecksum(Path file) throws IOException {
        CRC32C checksum = new CRC32C();
        try (BoundedInput in = BoundedInput.open(file, 0, Files.size(file));
                CheckedInputStream checked = new CheckedInputStream(in, checksum)) {
            in.requireLeft(Long.BYTES);
            checked.skipNBytes(in.left() - Long.BYTES);
            if (in.data().readLong() != checksum.getValue()) {
                throw new IOException("it is damaged: its checksum does not fit");
            }
        }
    }
}
