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
package io.github.hypernet.vision.data;

import ai.djl.repository.Repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** A folder with the layout of DJL's repositories, as basicdataset's own, that has one data set. */
final class RepositoryFolder {

    private RepositoryFolder() {}

    /** Reads a data set from a repository. */
    interface Reader<T> {

        T read(Repository repository) throws IOException;
    }

    /**
     * Writes a repository, and reads it with a cache of its own.
     *
     * @param folder the folder
     * @param artifact the data set's name
     * @param files the data set's files by their names in the repository
     * @param reader reads the repository
     * @return what the reader returns
     * @throws IOException as the reader does
     */
    static <T> T read(Path folder, String artifact, Map<String, Path> files, Reader<T> reader)
            throws IOException {
        StringJoiner items = new StringJoiner(",");
        for (Map.Entry<String, Path> file : files.entrySet()) {
            items.add(
                    String.format(
                            Locale.ROOT,
                            "\"%s\": {\"uri\": \"%s\", \"name\": \"%s\", \"sizeInBytes\": %d}",
                            file.getKey(),
                            file.getValue().toUri(),
                            file.getValue().getFileName(),
                            Files.size(file.getValue())));
        }
        Path dataset = folder.resolve("dataset/cv/ai/djl/basicdataset").resolve(artifact);
        Files.createDirectories(dataset);
        Files.writeString(
                dataset.resolve("metadata.json"),
                String.format(
                        "{\"metadataVersion\": \"0.1\", \"groupId\": \"ai.djl.basicdataset\","
                                + " \"artifactId\": \"%s\", \"artifacts\": [{\"version\": \"1.0\","
                                + " \"name\": \"%s\", \"files\": {%s}}]}",
                        artifact, artifact, items));
        System.setProperty("DJL_CACHE_DIR", folder.resolve("cache").toString());
        try {
            return reader.read(Repository.newInstance("test", folder.toUri().toString()));
        } finally {
            System.clearProperty("DJL_CACHE_DIR");
        }
    }
}
