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
package io.github.hypernet.examples.report;

import io.github.hypernet.core.picture.Picture;
import io.github.hypernet.core.training.checkpoint.AtomicFile;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/** Pictures in files, whole or absent: PNG and SVG. */
public final class PictureFiles {

    private static final String PNG = ".png";
    private static final String SVG = ".svg";

    private PictureFiles() {}

    /**
     * Writes a picture twice: NAME.png and NAME.svg.
     *
     * @param folder where to write
     * @param name the name of the files
     * @param picture the picture
     * @throws IOException if a file cannot be written
     */
    public static void write(Path folder, String name, Picture picture) throws IOException {
        write(folder.resolve(name + SVG), picture);
        write(folder.resolve(name + PNG), picture);
    }

    /**
     * Writes a picture, in the format that the file's name ends with.
     *
     * @param file the file, .png or .svg
     * @param picture the picture
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Picture picture) throws IOException {
        if (endsWith(file, SVG)) {
            byte[] svg = picture.toSvg().getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(file, out -> out.write(svg));
        } else {
            writePng(file, picture.toImage());
        }
    }

    /**
     * Writes an image as PNG.
     *
     * @param file the file
     * @param image the image
     * @throws IOException if it cannot be written
     */
    public static void writePng(Path file, BufferedImage image) throws IOException {
        AtomicFile.write(
                file,
                out -> {
                    if (!ImageIO.write(image, "png", out)) {
                        throw new IOException("this Java writes no PNG");
                    }
                });
    }

    /**
     * Refuses a file that {@link #write(Path, Picture)} cannot write.
     *
     * @param option the option that the user named it by
     * @param file the file
     * @throws IllegalArgumentException if it is neither .png nor .svg, or cannot be written there
     */
    public static void check(String option, Path file) {
        if (!endsWith(file, PNG) && !endsWith(file, SVG)) {
            throw new IllegalArgumentException(
                    option + " must name a .png or .svg file, got " + file);
        }
        Destination.checkFile(option, file);
    }

    private static boolean endsWith(Path file, String extension) {
        return file.toString().endsWith(extension);
    }
}
