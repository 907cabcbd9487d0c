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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Preconditions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Omniglot (Lake, Salakhutdinov, Tenenbaum, "Human-level concept learning through probabilistic
 * program induction", 2015): characters of many alphabets, each drawn by twenty people.
 *
 * <p>Its black drawings on white, of 105 x 105 pixels, are turned to white on black and scaled to
 * 28 x 28 by averaging areas. A class is a character of an alphabet. Classes stand in the order of
 * alphabet and character, images within a class in that of their files' names.
 */
public final class OmniglotImages {

    private static final int SIDE = 28;
    private static final int QUARTER_TURNS = 4;
    private static final int MAXIMUM = 255;

    private final List<CharacterClass> classes;
    private final List<Path> files;
    private final boolean rotated;

    private OmniglotImages(List<CharacterClass> classes, List<Path> files, boolean rotated) {
        this.classes = classes;
        this.files = List.copyOf(files);
        this.rotated = rotated;
    }

    /**
     * The drawings of a character.
     *
     * @param alphabet the alphabet
     * @param name the name of the class
     * @param images the pixels of each drawing
     */
    private record CharacterClass(String alphabet, String name, List<byte[]> images) {}

    /**
     * Reads Omniglot's images from all that a folder has of them: zip files {@code
     * images_background.zip}, {@code images_background_small1.zip}, {@code images_evaluation.zip}
     * and so on, and folders with what these hold, {@code alphabet/character01/*.png}. An image
     * that is in several of them counts once.
     *
     * @param folder the folder, or one of the zip files
     * @return the images
     * @throws IOException if there are none, if one cannot be read, or if two of the same name are
     *     not the same; the message names the file, and the zip file that it is in
     */
    public static OmniglotImages read(Path folder) throws IOException {
        List<CharacterClass> classes = new ArrayList<>();
        OmniglotFiles files = OmniglotFiles.read(folder);
        for (var alphabet : files.getPixels().entrySet()) {
            for (var character : alphabet.getValue().entrySet()) {
                String name = alphabet.getKey() + "/" + character.getKey();
                classes.add(new CharacterClass(alphabet.getKey(), name, character.getValue()));
            }
        }
        return new OmniglotImages(classes, files.getFiles(), false);
    }

    /**
     * Returns the files that were read, of all alphabets: the zip files, and the .png files in
     * folders.
     *
     * @return the files
     */
    public List<Path> getFiles() {
        return files;
    }

    /**
     * Returns the names of the alphabets.
     *
     * @return the names, sorted
     */
    public List<String> getAlphabets() {
        return classes.stream().map(CharacterClass::alphabet).distinct().toList();
    }

    /**
     * Returns the names of the classes, such as {@code Korean/character01}, or {@code
     * Korean/character01 90°} of a rotated one.
     *
     * @return the names, by label
     */
    public List<String> getClassNames() {
        return classes.stream().map(CharacterClass::name).toList();
    }

    /**
     * Returns the images of some alphabets.
     *
     * @param alphabets the names of the alphabets
     * @return their images
     * @throws IllegalArgumentException if there is no such alphabet, or if none is named
     */
    public OmniglotImages withAlphabets(Collection<String> alphabets) {
        requireAlphabets(alphabets);
        return filter(alphabets::contains);
    }

    /**
     * Returns the images of all other alphabets: those to train on where the named ones are to be
     * tested with.
     *
     * @param alphabets the names of the alphabets to leave out
     * @return the other images
     * @throws IllegalArgumentException if there is no such alphabet, or no other
     */
    public OmniglotImages withoutAlphabets(Collection<String> alphabets) {
        requireAlphabets(alphabets);
        return filter(alphabet -> !alphabets.contains(alphabet));
    }

    private void requireAlphabets(Collection<String> alphabets) {
        List<String> known = getAlphabets();
        for (String alphabet : alphabets) {
            Preconditions.checkArgument(
                    known.contains(alphabet),
                    "There is no alphabet "
                            + alphabet
                            + " among the images; there are "
                            + String.join(", ", known));
        }
    }

    private OmniglotImages filter(Predicate<String> alphabets) {
        List<CharacterClass> left =
                classes.stream().filter(one -> alphabets.test(one.alphabet)).toList();
        Preconditions.checkArgument(
                !left.isEmpty(),
                "No alphabet is left of " + String.join(", ", getAlphabets()) + "; choose others");
        return new OmniglotImages(left, files, rotated);
    }

    /**
     * Returns the images with three new classes for each, its drawings turned by 90, 180 and 270
     * degrees, anticlockwise, as in Santoro et al., "Meta-Learning with Memory-Augmented Neural
     * Networks", 2016. A class has its turned ones behind it.
     *
     * @return the images, four times as many, in four times as many classes
     * @throws IllegalStateException if they are there already
     */
    public OmniglotImages withRotations() {
        if (rotated) {
            throw new IllegalStateException("These images have their rotations already");
        }
        List<CharacterClass> all = new ArrayList<>();
        for (CharacterClass upright : classes) {
            all.add(upright);
            List<byte[]> images = upright.images;
            for (int turns = 1; turns < QUARTER_TURNS; ++turns) {
                images = images.stream().map(OmniglotImages::rotate).toList();
                String name = upright.name + " " + 90 * turns + "°";
                all.add(new CharacterClass(upright.alphabet, name, images));
            }
        }
        return new OmniglotImages(all, files, true);
    }

    private static byte[] rotate(byte[] image) {
        byte[] rotated = new byte[image.length];
        for (int y = 0; y < SIDE; ++y) {
            for (int x = 0; x < SIDE; ++x) {
                rotated[(SIDE - 1 - x) * SIDE + y] = image[y * SIDE + x];
            }
        }
        return rotated;
    }

    /**
     * Returns the number of images.
     *
     * @return the number of images
     */
    public int size() {
        return classes.stream().mapToInt(one -> one.images.size()).sum();
    }

    /**
     * Returns the class of each image.
     *
     * @return the labels, from 0
     */
    public int[] getLabels() {
        int[] labels = new int[size()];
        int image = 0;
        for (int label = 0; label < classes.size(); ++label) {
            for (int i = 0; i < classes.get(label).images.size(); ++i) {
                labels[image++] = label;
            }
        }
        return labels;
    }

    /**
     * Returns the images as an array, from 0, the ground, to 1, a stroke.
     *
     * @param manager the manager that the array is attached to
     * @return the images, {@code [N, 1, 28, 28]}, float32
     */
    public NDArray toArray(NDManager manager) {
        Shape shape = new Shape(size()).addAll(OmniglotFiles.IMAGE);
        try (NDArray bytes = manager.create(ByteBuffer.wrap(pixels()), shape, DataType.UINT8)) {
            NDArray images = bytes.toType(DataType.FLOAT32, false);
            images.divi(MAXIMUM);
            return images;
        }
    }

    /**
     * Measures mean and standard deviation over all images, from 0 to 1.
     *
     * @return the statistics, of one channel, to normalize images with
     */
    public ChannelStatistics getChannelStatistics() {
        return ChannelStatistics.of(OmniglotFiles.IMAGE, MAXIMUM, pixels());
    }

    private byte[] pixels() {
        ByteBuffer pixels = ByteBuffer.allocate(Math.multiplyExact(size(), SIDE * SIDE));
        for (CharacterClass one : classes) {
            one.images.forEach(pixels::put);
        }
        return pixels.array();
    }
}
