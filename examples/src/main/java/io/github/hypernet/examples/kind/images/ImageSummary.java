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
package io.github.hypernet.examples.kind.images;

import io.github.hypernet.vision.data.ImageFolder;
import io.github.hypernet.vision.data.LabeledImages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was read of a folder of images, in one line: images per part and class, and what was not.
 */
final class ImageSummary {

    private static final int NAMED_CLASSES = 20;
    private static final int NAMED_FILES = 5;

    private ImageSummary() {}

    static String of(Path folder, ImageFolder read, ImageData data) {
        StringBuilder line = new StringBuilder("Images: ");
        line.append(part("train", data.train(), data.classes()));
        line.append("; ").append(part("validation", data.validation(), data.classes()));
        line.append("; ").append(part("test", data.test(), data.classes()));
        List<String> passedOver = new ArrayList<>();
        for (Map.Entry<String, List<Path>> reason : read.passedOver().entrySet()) {
            passedOver.add(files(folder, reason.getKey(), reason.getValue()));
        }
        if (!passedOver.isEmpty()) {
            line.append(". Passed over: ").append(String.join("; ", passedOver));
        }
        return line.toString().replaceAll("\\p{Cntrl}", "?");
    }

    private static String part(String name, LabeledImages images, List<String> classes) {
        int[] counts = images.countClasses(classes.size());
        List<String> named = new ArrayList<>();
        for (int label = 0; label < Math.min(counts.length, NAMED_CLASSES); ++label) {
            named.add(String.format(Locale.ROOT, "%s %,d", classes.get(label), counts[label]));
        }
        int more = counts.length - named.size();
        return String.format(
                Locale.ROOT,
                "%s %,d (%s%s)",
                name,
                images.size(),
                String.join(", ", named),
                more > 0 ? " and " + more + " classes more" : "");
    }

    private static String files(Path folder, String reason, List<Path> files) {
        List<String> named =
                files.stream()
                        .limit(NAMED_FILES)
                        .map(file -> folder.relativize(file).toString())
                        .toList();
        int more = files.size() - named.size();
        return String.format(
                Locale.ROOT,
                "%s %,d (%s%s)",
                reason,
                files.size(),
                String.join(", ", named),
                more > 0 ? " and " + more + " more" : "");
    }
}
