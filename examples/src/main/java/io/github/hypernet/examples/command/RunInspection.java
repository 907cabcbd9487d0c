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
package io.github.hypernet.examples.command;

import io.github.hypernet.core.training.MetricsFile;
import io.github.hypernet.core.training.checkpoint.DataDigest;
import io.github.hypernet.examples.command.Finding.State;
import io.github.hypernet.examples.kind.Kind;
import io.github.hypernet.examples.kind.Kinds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks at every file of a run's folder, and changes nothing there. */
final class RunInspection {

    private static final String SETTINGS = "settings.json";
    private static final String LOCK = ".lock";
    private static final List<String> PICTURES =
            List.of(
                    "curves",
                    "kernels",
                    "cells",
                    "samples",
                    "tasks",
                    "angles",
                    "reconstructions",
                    "sines",
                    "episode");

    private final Path folder;
    private final boolean inUse;
    private final List<Finding> findings = new ArrayList<>();
    private Run run; // null if its settings cannot be read

    RunInspection(Path folder, boolean inUse) {
        this.folder = folder;
        this.inUse = inUse;
    }

    /** Returns a finding for each file that is there or missing. */
    List<Finding> findings() throws IOException {
        look(SETTINGS, file -> settings());
        Map<String, Path> files = list(folder);
        files.remove(SETTINGS);
        Map<String, Kind.RunFile> needed = run == null ? any(files) : ofKind();
        needed(needed);
        files.keySet().removeAll(needed.keySet());
        ModelInspection models = new ModelInspection(folder, run);
        for (Map.Entry<String, Path> file : files.entrySet()) {
            boolean isFolder = Files.isDirectory(file.getValue());
            if (isFolder && ModelInspection.FOLDERS.contains(file.getKey())) {
                inFolder(file.getKey(), file.getValue(), models);
            } else if (!file.getKey().equals(LOCK)) {
                add(file.getKey(), file.getValue(), this::top);
            }
        }
        findings.addAll(models.missing());
        return findings;
    }

    /** Looks at the files of a folder; plain networks have one for each condition. */
    private void inFolder(String folderName, Path path, ModelInspection models) throws IOException {
        for (Map.Entry<String, Path> file : list(path).entrySet()) {
            String name = folderName + "/" + file.getKey();
            if (folderName.equals(ModelInspection.MATERIALIZED)
                    && Files.isDirectory(file.getValue())) {
                inFolder(name, file.getValue(), models);
            } else {
                add(name, file.getValue(), models::look);
            }
        }
    }

    private String settings() throws IOException {
        if (!Files.exists(folder.resolve(SETTINGS))) {
            throw new NoSuchFileException(SETTINGS);
        }
        Run read = Run.read(folder);
        run = read;
        read.manifest().requireUnedited(folder);
        return "recipe "
                + read.recipe().name()
                + ", models "
                + String.join(", ", read.modelNames());
    }

    private Map<String, Kind.RunFile> ofKind() {
        return run.recipe().kind().runFiles();
    }

    /** Where nothing tells the kind: the files of any that are there. */
    private static Map<String, Kind.RunFile> any(Map<String, Path> files) {
        Map<String, Kind.RunFile> any = new TreeMap<>();
        Kinds.all().forEach(kind -> any.putAll(kind.runFiles()));
        any.keySet().retainAll(files.keySet());
        return any;
    }

    private void needed(Map<String, Kind.RunFile> files) {
        new TreeMap<>(files)
                .forEach(
                        (name, reader) ->
                                look(
                                        name,
                                        file -> {
                                            if (run == null) {
                                                reader.read(folder);
                                            } else {
                                                run.requireOwn(folder, name);
                                            }
                                            return "";
                                        }));
    }

    private void look(String name, Finding.Look look) {
        findings.add(Finding.of(name, folder.resolve(name), State.DAMAGED, look));
    }

    /** Finds a file to be a temporary one, or what a look says. */
    private void add(String name, Path path, NamedLook look) {
        String last = path.getFileName().toString();
        if (last.startsWith(".") && last.endsWith(".tmp")) {
            findings.add(
                    inUse
                            ? new Finding(name, State.WHOLE, "being written")
                            : new Finding(name, State.LEFT_OVER, "it can be deleted"));
        } else if (Files.isRegularFile(path)) {
            findings.add(look.at(name, path));
        } else {
            findings.add(new Finding(name, State.FOREIGN, "it is no file of a run"));
        }
    }

    /** Looks at a file by its name in the run's folder. */
    @FunctionalInterface
    interface NamedLook {
        Finding at(String name, Path file);
    }

    private Finding top(String name, Path path) {
        if (name.equals(MetricsFile.NAME)) {
            return Finding.of(name, path, State.DAMAGED, file -> rows(MetricsFile.read(file)));
        }
        if (name.equals(RunData.FILE)) {
            return Finding.of(
                    name,
                    path,
                    State.DAMAGED,
                    file -> {
                        DataDigest.read(file);
                        return "";
                    });
        }
        Optional<Kind.ModelFileCheck> check = ofModel(name);
        if (check.isPresent()) {
            return Finding.of(name, path, State.DAMAGED, check.get()::read);
        }
        int dot = name.lastIndexOf('.');
        if (dot > 0 && PICTURES.contains(name.substring(0, dot))) {
            return Finding.of(name, path, State.DAMAGED, PictureInspection::look);
        }
        return new Finding(name, State.FOREIGN, "no file that a run writes");
    }

    /** Returns what reads a file that the run's kind writes for a model, if it is one. */
    private Optional<Kind.ModelFileCheck> ofModel(String name) {
        return run == null
                ? Optional.empty()
                : run.recipe().kind().modelFiles().entrySet().stream()
                        .filter(
                                file ->
                                        run.modelNames().stream()
                                                .anyMatch(m -> name.equals(m + file.getKey())))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    private String rows(List<MetricsFile.Row> rows) throws IOException {
        for (MetricsFile.Row row : rows) {
            if (run != null && !run.modelNames().contains(row.model())) {
                throw new IOException("it has rows of " + row.model() + ", no model of the run");
            }
        }
        return rows.size() + " evaluations";
    }

    /** Lists a folder by names, sorted; one that cannot be read is a finding. */
    private Map<String, Path> list(Path path) {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(path)) {
            found.forEach(file -> files.put(file.getFileName().toString(), file));
        } catch (IOException e) {
            String name = path.equals(folder) ? "." : path.getFileName().toString();
            findings.add(new Finding(name, State.DAMAGED, "it cannot be read"));
        }
        return files;
    }
}
