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

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * 1,797 real handwritten digits of 8 x 8 grey pixels, shipped with this library.
 *
 * <p>They are the test part of "Optical Recognition of Handwritten Digits" (E. Alpaydin, C. Kaynak,
 * UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49, CC BY 4.0).
 */
public final class DigitImages {

    private static final String RESOURCE = "digits.csv.gz";
    private static final int SIDE = 8;
    private static final int MAXIMUM = 16;

    private DigitImages() {}

    /**
     * Reads the digits.
     *
     * @return all images, in the order of the original file; image shape (1, 8, 8), ten classes
     */
    public static LabeledImages load() {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        try (InputStream resource = DigitImages.class.getResourceAsStream(RESOURCE);
                InputStreamReader reader =
                        new InputStreamReader(
                                new GZIPInputStream(resource), StandardCharsets.US_ASCII);
                CSVParser rows = CSVFormat.DEFAULT.parse(reader)) {
            for (CSVRecord row : rows) {
                for (int i = 0; i < SIDE * SIDE; ++i) {
                    pixels.write(Integer.parseInt(row.get(i)));
                }
                labels.write(Integer.parseInt(row.get(SIDE * SIDE)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The library's own " + RESOURCE + " is damaged", e);
        }
        return new LabeledImages(
                new Shape(1, SIDE, SIDE), MAXIMUM, pixels.toByteArray(), labels.toByteArray());
    }
}
