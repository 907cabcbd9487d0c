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

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files of a model's parameters, as DJL's {@code Model.load} reads them: whole or absent. */
public final class ModelFile {

    private static final byte[] MAGIC = "DJL@".getBytes(StandardCharsets.US_ASCII);

    private ModelFile() {}

    /**
     * Returns the file of a model.
     *
     * @param folder the folder of models
     * @param model the model's name
     * @return the file, {@code NAME-0000.params}, which may not exist
     */
    public static Path of(Path folder, String model) {
        return folder.resolve(model + "-0000.params");
    }

    /**
     * Refuses a file that is no model's.
     *
     * @param file the file
     * @throws IOException if it cannot be read or is no model's file; the message names it
     */
    public static void verify(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new IOException("The model file " + file + " is damaged: it is no model's");
            }
        }
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
        Path name = file.getFileName();
        // named after the file, for the folder may be the user's; DJL names what it writes there
        Path temporary = Files.createDirectories(folder.resolve("." + name + ".tmp"));
        model.setProperty("Epoch", "0");
        model.save(temporary, model.getName());
        AtomicFile.force(temporary.resolve(name));
        AtomicFile.move(temporary.resolve(name), file);
        Files.delete(temporary);
        return file;
    }
}
