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
package io.github.hypernet.core.training;

import ai.djl.Model;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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

    private static final String LOCK = ".lock";
    private static final Pattern NAME = Pattern.compile("[\\w-][\\w.-]*");

    private final Path path;
    private final FileChannel lockFile;

    private RunFolder(Path path) throws IOException {
        this.path = path;
        lockFile = lock(path);
    }

    /**
     * Makes a new folder, or takes an empty one, and locks it.
     *
     * @param path the folder
     * @return the open folder
     * @throws IOException if it cannot be made, is not empty, or is locked
     */
    public static RunFolder create(Path path) throws IOException {
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

    private static String reason(FileSystemException e) {
        if (e.getReason() != null) {
            return e.getReason();
        }
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        // NoSuchFileException: also where a parent does not take folders, such as in /proc
        return e.getFile() + " cannot be made there; name another place";
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel;
        try {
            channel =
                    FileChannel.open(
                            path.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
        } catch (FileSystemException e) {
            throw new IOException("Cannot write to the run folder " + path + ": " + reason(e), e);
        }
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // held by this very process: the same answer
        }
        if (lock == null) {
            channel.close();
            throw new IOException(
                    "The run folder " + path + " is in use: another training writes to it");
        }
        return channel;
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
        return run.resolve("models").resolve(model + "-0000.params");
    }

    /** Writes the bytes of a file. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes the file's bytes.
         *
         * @param out where to; closed by the caller
         * @throws IOException if it fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @param name the file's name in the folder, with / between subfolders
     * @param content writes the bytes
     * @return the file
     * @throws IOException if it cannot be written; a file that was there stays as it was
     */
    public Path write(String name, Content content) throws IOException {
        Path file = path.resolve(name);
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(temporary)) {
                content.writeTo(out);
            }
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            move(temporary, file);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException ignored) {
                e.addSuppressed(ignored);
            }
            String reason = e instanceof FileSystemException f ? reason(f) : e.getMessage();
            throw new IOException("Cannot write " + file + ": " + reason, e);
        }
        return file;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Saves a model's parameters under its name, as DJL does.
     *
     * @param model the model
     * @throws IOException if they cannot be written
     */
    void saveModel(Model model) throws IOException {
        Path temporary = Files.createDirectories(path.resolve("models").resolve(".tmp"));
        model.setProperty("Epoch", "0");
        model.save(temporary, model.getName());
        Path file = modelFile(path, model.getName());
        move(temporary.resolve(file.getFileName()), file);
        Files.delete(temporary);
    }

    /** Writes a model's rows of metrics.csv; those of other models stay. */
    void writeMetrics(String model, List<Evaluation> evaluations) throws IOException {
        Path file = path.resolve(MetricsFile.NAME);
        List<MetricsFile.Row> rows = new ArrayList<>();
        if (Files.exists(file)) {
            rows.addAll(MetricsFile.read(file));
            rows.removeIf(row -> row.model().equals(model));
        }
        evaluations.forEach(evaluation -> rows.add(new MetricsFile.Row(model, evaluation)));
        write(MetricsFile.NAME, out -> MetricsFile.write(out, rows));
    }

    /** Refuses a name that cannot be part of a file's name and of a table. */
    static void requireName(String model) {
        if (!NAME.matcher(model).matches()) {
            throw new IllegalArgumentException(
                    "A model that is trained in a run folder is named with letters, digits, '.',"
                            + " '_' and '-', got \""
                            + model
                            + "\"");
        }
    }

    /** Ends the lock. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
