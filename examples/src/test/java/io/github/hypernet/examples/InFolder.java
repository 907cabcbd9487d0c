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

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;

import java.nio.file.Path;

/** Tests that each write to a new folder, which is deleted afterwards. */
abstract class InFolder {

    private TemporaryFolder temporary;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    Path folder() {
        return temporary.getPath();
    }

    String path(String name) {
        return folder().resolve(name).toString();
    }
}
