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

import ai.djl.ndarray.types.Shape;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The files of Omniglot's images, those of all zip files and folders merged: {@code
 * alphabet/character01/0108_01.png}. A file that is in several is read once.
 */
final class OmniglotFiles {

    static final Shape IMAGE = new Shape(1, 28, 28);

    private static final String IMAGES = "images_";
    private static final String CHARACTER = "character\\d+";

    /** What is read so far, by alphabet, character and name of the file. */
    private final Map<String, Map<String, Map<String, Drawing>>> alphabets = new TreeMap<>();

    private final List<Path> files = new ArrayList<>();

    private OmniglotFiles() {}

    /**
     * A drawing.
     *
     * @param file the bytes of its file
     * @param place what messages call the file
     */
    private record Drawing(byte[] file, String place) {}

    /** Reads what a folder has of them, or a zip file. */
    static OmniglotFiles read(Path folder) throws IOException {
        OmniglotFiles read = new OmniglotFiles();
        read.addSets(folder);
        if (Files.isDirectory(folder)) {
            for (Path zip : new FolderListing().files(folder)) {
                String name = FileName.normalized(zip).toLowerCase(Locale.ROOT);
                if (name.startsWith(IMAGES) && name.endsWith(".zip")) {
                    read.addSets(zip);
                }
            }
        }
        if (read.alphabets.isEmpty()) {
            throw new IOException(
                    folder
                            + " has no images of Omniglot: it needs images_background.zip or another"
                            + " images_*.zip, or what these hold, folders alphabet/character01 with"
                            + " .png files");
        }
        return read;
    }

    /** Returns what was read: zip files, and the .png files of folders. */
    List<Path> getFiles() {
        return files;
    }

    /** Adds the alphabets in a folder, and those in its folders images_background and so on. */
    private void addSets(Path path) throws IOException {
        try (FolderOrZip source = FolderOrZip.open(path)) {
            addAlphabets(source, source.getRoot());
            for (Path set : new FolderListing().folders(source.getRoot())) {
                if (FileName.normalized(set).startsWith(IMAGES)) {
                    addAlphabets(source, set);
                }
            }
            if (source.isZip()) {
                files.add(path);
            }
        }
    }

    private void addAlphabets(FolderOrZip source, Path set) throws IOException {
        for (Path alphabet : new FolderListing().folders(set)) {
            for (Path character : new FolderListing().folders(alphabet)) {
                if (FileName.normalized(character).matches(CHARACTER)) {
                    addCharacter(source, alphabet, character);
                }
            }
        }
    }

    private void addCharacter(FolderOrZip source, Path alphabet, Path character)
            throws IOException {
        Map<String, Drawing> drawings =
                alphabets
                        .computeIfAbsent(name(alphabet), key -> new TreeMap<>())
                        .computeIfAbsent(name(character), key -> new TreeMap<>());
        for (Path path : new FolderListing().files(character)) {
            if (!name(path).toLowerCase(Locale.ROOT).endsWith(".png")) {
                continue;
            }
            if (!source.isZip()) {
                files.add(path);
            }
            byte[] file = source.read(path);
            String place = source.describe(path);
            Drawing known = drawings.get(name(path));
            if (known == null) {
                drawings.put(name(path), new Drawing(file, place));
            } else if (!Arrays.equals(known.file, file)) {
                throw new IOException(
                        place
                                + " is another image than "
                                + known.place
                                + ": remove the one that is not Omniglot's");
            }
        }
        if (drawings.isEmpty()) {
            throw new IOException(source.describe(character) + " has no .png files");
        }
    }

    /** Returns a file's drawing, white on black, of 28 x 28 unsigned bytes. */
    static byte[] pixels(byte[] file, String place) throws IOException {
        BufferedImage image = ImageDecoder.read(file, place);
        ImagePixels.invert(image);
        return ImagePixels.of(image, IMAGE);
    }

    /** Returns the name of a file or folder, in one form of Unicode, fit for messages. */
    private static String name(Path path) {
        return FileName.within(path.getParent(), path);
    }

    /** Returns the pixels of the images by alphabet and character, in the order of their names. */
    Map<String, Map<String, List<byte[]>>> getPixels() throws IOException {
        Map<Drawing, byte[]> decoded = decode();
        Map<String, Map<String, List<byte[]>>> pixels = new TreeMap<>();
        alphabets.forEach(
                (alphabet, characters) -> {
                    Map<String, List<byte[]>> images = new TreeMap<>();
                    characters.forEach(
                            (character, drawings) ->
                                    images.put(
                                            character,
                                            drawings.values().stream().map(decoded::get).toList()));
                    pixels.put(alphabet, images);
                });
        return pixels;
    }

    /** Decodes all drawings, on all processors. */
    private Map<Drawing, byte[]> decode() throws IOException {
        List<Drawing> drawings =
                alphabets.values().stream()
                        .flatMap(characters -> characters.values().stream())
                        .flatMap(files -> files.values().stream())
                        .toList();
        byte[][] images = new byte[drawings.size()][];
        IntStream.range(0, images.length)
                .parallel()
                .forEach(i -> images[i] = pixelsOrNull(drawings.get(i)));
        Map<Drawing, byte[]> decoded = new IdentityHashMap<>();
        for (int i = 0; i < images.length; ++i) {
            Drawing drawing = drawings.get(i);
            // the first that failed says why
            decoded.put(
                    drawing, images[i] == null ? pixels(drawing.file, drawing.place) : images[i]);
        }
        return decoded;
    }

    private static byte[] pixelsOrNull(Drawing drawing) {
        try {
            return pixels(drawing.file, drawing.place);
        } catch (IOException e) {
            return null;
        }
    }
}
