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
import ai.djl.util.Preconditions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a training run, of one model or of several with names of their own.
 *
 * <pre>
 *   metrics.csv                  a row for each evaluation of each model
 *   models/NAME-0000.params      the best weights so far, as DJL's Model.load reads them
 *   checkpoints/NAME-STEP.ckpt   the newest checkpoints
 * </pre>
 *
 * <p>Every file is written beside its place, forced to disk and then moved there: a file that
 * exists is whole. An open folder is locked; the lock ends with {@link #close}, or with the
 * process, however that ends.
 */
public final class RunFolder implements AutoCloseable {

    private static final String MODELS = "models";
    private static final Pattern NAME = Pattern.compile("[\\w-][\\w.-]*");

    private final Path path;
    private final FolderLock lock;

    private RunFolder(Path path) throws IOException {
        this.path = path;
        lock = lock(path);
        for (String folder : List.of("", MODELS, Checkpoints.FOLDER)) {
            TemporaryEntry.deleteLeftovers(path.resolve(folder));
        }
    }

    /**
     * Makes a new folder, or takes an empty one, and locks it.
     *
     * @param path the folder
     * @return the open folder
     * @throws IOException if it cannot be made, is not empty, or is locked
     */
    public static RunFolder create(Path path) throws IOException {
        return create(path, List.of());
    }

    /**
     * Makes a new folder, or takes an empty one, and locks it. One that holds nothing but a lock
     * and first files is empty: a training left it that was killed before it began.
     *
     * @param path the folder
     * @param firstFiles the names of files that a training writes before it begins, but the last
     * @return the open folder
     * @throws IOException if it cannot be made, is not empty, or is locked
     */
    public static RunFolder create(Path path, Collection<String> firstFiles) throws IOException {
        requireNew(path, firstFiles);
        try {
            AtomicFile.makeFolder(path);
        } catch (FileSystemException e) {
            throw new IOException(
                    "Cannot make the run folder " + path + ": " + AtomicFile.reason(e), e);
        }
        return new RunFolder(path);
    }

    /**
     * Opens and locks the folder of an earlier run, to go on with it.
     *
     * @param path the folder
     * @return the open folder
     * @throws IOException if there is none, or it is locked
     */
    public static RunFolder open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IOException("There is no folder " + path + "; name the folder of a run");
        }
        return new RunFolder(path);
    }

    /**
     * Refuses a folder that {@link #create(Path, Collection)} would refuse, before it is needed.
     *
     * @param path the folder
     * @param firstFiles the names of files that a training writes before it begins, but the last
     * @throws IOException if it is a file, or not empty
     */
    public static void requireNew(Path path, Collection<String> firstFiles) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException("Cannot write a run to " + path + ": it is a file");
        }
        if (Files.isDirectory(path) && !isEmpty(path, firstFiles)) {
            throw new IOException(
                    "Cannot write a run to " + path + ": the folder is not empty; name a new one");
        }
    }

    private static boolean isEmpty(Path folder, Collection<String> firstFiles) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names =
                    new ArrayList<>(files.map(file -> file.getFileName().toString()).toList());
            if (names.remove(FolderLock.FILE)) {
                names.removeAll(firstFiles);
                names.removeIf(name -> name.startsWith(".") && name.endsWith(".tmp"));
            }
            return names.isEmpty();
        }
    }

    /**
     * Tells whether a training writes to a folder now, without changing anything there.
     *
     * @param path the folder
     * @return whether it is locked
     * @throws IOException if the lock cannot be read
     */
    public static boolean isInUse(Path path) throws IOException {
        return FolderLock.isHeld(path);
    }

    private static FolderLock lock(Path path) throws IOException {
        FolderLock lock = FolderLock.tryLock(path);
        if (lock == null) {
            throw new IOException(
                    "The run folder " + path + " is in use: another training writes to it");
        }
        return lock;
    }

    /**
     * Returns the folder.
     *
     * @return the folder
     */
    public Path getPath() {
        return path;
    }

    /**
     * Returns the file with the best weights of a model.
     *
     * @param run the run's folder
     * @param model the model's name
     * @return the file, which may not exist
     */
    public static Path modelFile(Path run, String model) {
        return ModelFile.of(run.resolve(MODELS), model);
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @param name the file's name in the folder, with / between subfolders
     * @param content writes the bytes
     * @return the file
     * @throws IOException if it cannot be written; a file that was there stays as it was
     */
    public Path write(String name, AtomicFile.Content content) throws IOException {
        Path file = path.resolve(name);
        AtomicFile.write(file, content);
        return file;
    }

    /**
     * Saves a model's parameters under its name, as DJL does.
     *
     * @param model the model
     * @throws IOException if they cannot be written
     */
    public void saveModel(Model model) throws IOException {
        ModelFile.save(path.resolve(MODELS), model);
    }

    /**
     * Refuses a name that cannot be part of a file's name and of a table.
     *
     * @param model the model's name
     * @throws IllegalArgumentException if it has other characters than letters, digits, '.', '_'
     *     and '-'
     */
    public static void requireName(String model) {
        Preconditions.checkArgument(
                NAME.matcher(model).matches(),
                "A model that is trained in a run folder is named with letters, digits, '.',"
                        + " '_' and '-', got \""
                        + model
                        + "\"");
    }

    /** Ends the lock. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
