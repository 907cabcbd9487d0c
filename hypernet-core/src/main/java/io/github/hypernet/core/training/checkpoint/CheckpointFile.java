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

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
        try (DataInputStream data =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            data.skipNBytes(Integer.BYTES + 1);
            Header header =
                    GSON.fromJson(
                            new String(data.readNBytes(data.readInt()), StandardCharsets.UTF_8),
                            Header.class);
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            int count = data.readInt();
            for (int i = 0; i < count; ++i) {
                arrays.put(data.readUTF(), manager.decode(data));
            }
            return new Content(header, arrays);
        } catch (JsonParseException e) {
            throw new IOException("its header is no JSON", e);
        }
    }

    static void verify(Path file) throws IOException {
        long size = Files.size(file);
        CRC32C checksum = new CRC32C();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                CheckedInputStream checked = new CheckedInputStream(in, checksum)) {
            DataInputStream data = new DataInputStream(checked);
            if (data.readInt() != MAGIC) {
                throw new IOException("it is no checkpoint");
            }
            byte version = data.readByte();
            if (version != VERSION) {
                throw new IOException(
                        "its version is " + version + ", this library reads " + VERSION);
            }
            data.skipNBytes(size - Integer.BYTES - 1 - Long.BYTES);
            long expected = checksum.getValue();
            if (data.readLong() != expected) {
                throw new IOException("it is damaged: its checksum does not fit");
            }
        } catch (EOFException | IllegalArgumentException e) {
            throw new IOException("it is damaged: it is cut off", e);
        }
    }
}
