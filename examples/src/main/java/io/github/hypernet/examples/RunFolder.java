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
package io.github.hypernet.examples;

import ai.djl.Model;
import ai.djl.util.JsonUtils;

import com.google.gson.JsonParseException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/**
 * The folder of one training run. Every file is written beside its place and then moved there: a
 * file that exists is whole.
 */
final class RunFolder {

    private static final String SETTINGS = "settings.json";

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /** Makes a new folder, or takes an empty one. */
    static RunFolder create(Path path, Settings settings) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException("Cannot write a run to " + path + ": it is a file");
        }
        if (Files.isDirectory(path) && !isEmpty(path)) {
            throw new IOException(
                    "Cannot write a run to " + path + ": the folder is not empty; name a new one");
        }
        try {
            Files.createDirectories(path);
        } catch (FileSystemException e) {
            throw new IOException("Cannot make the run folder " + path + ": " + reason(e), e);
        }
        RunFolder folder = new RunFolder(path);
        folder.writeText(SETTINGS, JsonUtils.GSON_PRETTY.toJson(settings) + "\n");
        return folder;
    }

    private static String reason(FileSystemException e) {
        return e.getReason() != null ? e.getReason() : e.getClass().getSimpleName();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Opens the folder of an earlier run. */
    static RunFolder open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IOException("There is no folder " + path + "; name the folder of a run");
        }
        if (!Files.isRegularFile(path.resolve(SETTINGS))) {
            throw new IOException(path + " is no folder of a run: it has no " + SETTINGS);
        }
        return new RunFolder(path);
    }

    Settings readSettings() throws IOException {
        Path file = path.resolve(SETTINGS);
        try {
            Settings settings = JsonUtils.GSON.fromJson(Files.readString(file), Settings.class);
            if (settings != null && settings.recipe() != null && settings.models() != null) {
                return settings;
            }
        } catch (JsonParseException e) {
            // said below
        }
        throw new IOException(file + " is damaged: it does not hold the settings of a run");
    }

    Path path() {
        return path;
    }

    void writeText(String name, String text) throws IOException {
        Path temporary = temporary(name);
        Files.writeString(temporary, text);
        moveIntoPlace(temporary, path.resolve(name));
    }

    void writeImage(String name, BufferedImage image) throws IOException {
        Path temporary = temporary(name);
        ImageIO.write(image, "png", temporary.toFile());
        moveIntoPlace(temporary, path.resolve(name));
    }

    private Path temporary(String name) {
        return path.resolve("." + name + ".tmp");
    }

    /** Returns where the parameters of a model are, in a file named as DJL names it. */
    Path modelFile(String model) {
        return path.resolve("models").resolve(model + "-0000.params");
    }

    /** Saves the model's parameters as DJL does. */
    void saveModel(Model model) throws IOException {
        Path temporary = Files.createDirectories(path.resolve(".models.tmp"));
        Path file = modelFile(model.getName());
        model.setProperty("Epoch", "0");
        model.save(temporary, model.getName());
        Files.createDirectories(file.getParent());
        moveIntoPlace(temporary.resolve(file.getFileName()), file);
        Files.delete(temporary);
    }

    private static void moveIntoPlace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
