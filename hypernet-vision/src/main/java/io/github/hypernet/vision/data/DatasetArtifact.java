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

import ai.djl.Application.CV;
import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The files of one of DJL's basic data sets in a repository.
 *
 * @param title what messages call the data set
 * @param repository the repository that holds it
 * @param files its files, by the names that the artifact gives them
 */
record DatasetArtifact(String title, Repository repository, Map<String, Artifact.Item> files) {

    /**
     * Finds version 1.0 of {@code ai.djl.basicdataset:ID}, and downloads it unless it is cached.
     *
     * @param repository the repository
     * @param id the artifact's name
     * @param title what messages call the data set
     * @return the artifact
     * @throws IOException if the repository does not have it or cannot be reached
     */
    static DatasetArtifact find(Repository repository, String id, String title) throws IOException {
        MRL mrl = repository.dataset(CV.ANY, BasicDatasets.GROUP_ID, id, "1.0");
        // a LocalRepository's own search fails with a NullPointerException where there is nothing
        Artifact artifact = repository.locate(mrl) == null ? null : mrl.getDefaultArtifact();
        if (artifact == null) {
            throw new IOException("The repository " + repository + " does not have " + title);
        }
        mrl.prepare(artifact);
        return new DatasetArtifact(title, repository, artifact.getFiles());
    }

    /**
     * Opens a file.
     *
     * @param name the name that the artifact gives it
     * @return its bytes
     * @throws IOException if there is none, or it cannot be read
     */
    InputStream open(String name) throws IOException {
        Artifact.Item item = files.get(name);
        if (item == null) {
            throw new IOException(
                    title + " of " + repository + " has only the files " + files.keySet());
        }
        return repository.openStream(item, null);
    }
}
