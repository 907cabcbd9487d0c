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

import ai.djl.ndarray.types.Shape;
import ai.djl.util.Preconditions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of one model's training in a run folder, {@code checkpoints/NAME-STEP.ckpt}:
 * keeps the newest few, and restores the newest sound one.
 */
public final class Checkpoints {

    private static final Logger logger = LoggerFactory.getLogger(Checkpoints.class);
    static final String FOLDER = "checkpoints";

    private final RunFolder folder;
    private final String model;
    private final int keep;

    /**
     * Creates the checkpoints of a model.
     *
     * @param folder the open folder
     * @param model the model's name
     * @param keep how many are kept, positive
     * @throws IllegalArgumentException if the name cannot be part of a file's, or keep is not
     *     positive
     */
    public Checkpoints(RunFolder folder, String model, int keep) {
        RunFolder.requireName(model);
        Preconditions.checkArgument(keep > 0, "The checkpoints must be positive, got " + keep);
        this.folder = folder;
        this.model = model;
        this.keep = keep;
    }

    /**
     * Finds the files.
     *
     * @return the files, the newest first
     * @throws IOException if the folder cannot be read
     */
    public List<Path> list() throws IOException {
        return list(folder.getPath(), model);
    }

    private static List<Path> list(Path run, String model) throws IOException {
        Path path = run.resolve(FOLDER);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> stepOf(file, model) >= 0 && Files.isRegularFile(file))
                    .sorted(
                            Comparator.<Path>comparingLong(file -> stepOf(file, model))
                                    .thenComparing(Path::compareTo)
                                    .reversed())
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Returns the step in the name of a checkpoint of a model; -1 for any other file. */
    private static long stepOf(Path file, String model) {
        // digits of any script: earlier versions wrote those of the default locale
        Pattern name = Pattern.compile(Pattern.quote(model) + "-(\\p{Nd}+)\\.ckpt");
        Matcher matcher = name.matcher(file.getFileName().toString());
        try {
            return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
        } catch (NumberFormatException e) {
            return -1; // more digits than a number of steps has
        }
    }

    /**
     * Proves that a checkpoint's file is whole, without a trainer.
     *
     * @param checkpointFile the file
     * @throws IOException if it is not, or cannot be read; the message names it and says how
     */
    public static void verify(Path checkpointFile) throws IOException {
        try {
            CheckpointFile.verify(checkpointFile);
        } catch (IOException e) {
            throw new IOException(
                    "The checkpoint " + checkpointFile + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Saves a checkpoint and deletes the oldest that are too many.
     *
     * @param step the training steps done
     * @param checkpoint saves the trainer
     * @param loop what to save besides
     * @throws IOException if it cannot be written; those that were there stay
     */
    public void save(long step, TrainerCheckpoint checkpoint, LoopState loop) throws IOException {
        String name = String.format(Locale.ROOT, "%s-%09d.ckpt", model, step);
        checkpoint.save(folder.getPath().resolve(FOLDER).resolve(name), loop);
        // one of a later step, which could not be used, takes no place
        List<Path> files = list().stream().filter(file -> stepOf(file, model) <= step).toList();
        for (Path old : files.subList(Math.min(keep, files.size()), files.size())) {
            Files.deleteIfExists(old);
        }
    }

    /**
     * Restores the newest checkpoint that is sound and belongs to this training, and initializes
     * the trainer, with a checkpoint or without.
     *
     * @param checkpoint restores the trainer
     * @param seed the training's seed
     * @param inputShapes the shapes of a batch's inputs
     * @return what the loop that saved it knew; null if there is no checkpoint
     * @throws IOException if there are checkpoints but none can be used
     * @throws IllegalStateException if the trainer is initialized
     */
    public LoopState restore(TrainerCheckpoint checkpoint, long seed, Shape... inputShapes)
            throws IOException {
        checkpoint.initializeBlock(inputShapes);
        LoopState loop = restoreNewest(list(), checkpoint, seed, logger::warn);
        checkpoint.initializeTrainer(inputShapes);
        return loop;
    }

    /**
     * Refuses a run that {@link #restore} would refuse, before anything of it is locked or written.
     *
     * @param run the run's folder
     * @param model the model's name
     * @param checkpoint what would restore the trainer, which is left initialized no more than its
     *     block, with the checkpoint's parameters
     * @param seed the training's seed
     * @param inputShapes the shapes of a batch's inputs
     * @return what the loop that saved it knew; null if there is no checkpoint
     * @throws IOException if there are checkpoints but none can be used
     */
    public static LoopState check(
            Path run, String model, TrainerCheckpoint checkpoint, long seed, Shape... inputShapes)
            throws IOException {
        RunFolder.requireName(model);
        checkpoint.initializeBlock(inputShapes);
        return restoreNewest(list(run, model), checkpoint, seed, warning -> {});
    }

    private static LoopState restoreNewest(
            List<Path> files, TrainerCheckpoint checkpoint, long seed, Consumer<String> warnings)
            throws IOException {
        String reason = null;
        for (Path file : files) {
            try {
                return checkpoint.putBack(file, seed);
            } catch (IOException e) {
                String why = file + " cannot be used: " + e.getMessage();
                warnings.accept("The checkpoint " + why + "; trying the one before it");
                reason = reason == null ? why : reason;
            }
        }
        if (reason != null) {
            throw new IOException("There is no checkpoint to resume: the newest, " + reason);
        }
        return null;
    }
}
