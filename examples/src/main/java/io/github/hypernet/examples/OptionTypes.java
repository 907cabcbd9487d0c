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

import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What the values of options are made of, and how a wrong one is refused. */
final class OptionTypes {

    private OptionTypes() {}

    /** Lets an app and its commands read values so. */
    static void register(CommandLine app) {
        ITypeConverter<Integer> integers = text -> (int) whole(text, Integer.MAX_VALUE);
        ITypeConverter<Long> longs = text -> whole(text, Long.MAX_VALUE);
        ITypeConverter<Float> floats = text -> (float) number(text, Float.MAX_VALUE);
        ITypeConverter<Double> doubles = text -> number(text, Double.MAX_VALUE);
        app.registerConverter(int.class, integers)
                .registerConverter(Integer.class, integers)
                .registerConverter(long.class, longs)
                .registerConverter(Long.class, longs)
                .registerConverter(float.class, floats)
                .registerConverter(Float.class, floats)
                .registerConverter(double.class, doubles)
                .registerConverter(Double.class, doubles)
                .registerConverter(boolean.class, OptionTypes::truth)
                .registerConverter(Path.class, OptionTypes::path);
    }

    private static boolean truth(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.parseBoolean(text);
        }
        throw new TypeConversionException("'" + text + "' is neither true nor false");
    }

    private static long whole(String text, long most) {
        try {
            long value = Long.parseLong(text);
            if (Math.abs(value) <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException("'" + text + "' is not an integer of at most " + most);
    }

    private static double number(String text, double most) {
        try {
            double value = Double.parseDouble(text);
            if (Math.abs(value) <= most) { // not so is NaN
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException("'" + text + "' is not a number");
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("'" + text + "' is not the name of a file or folder");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "'"
                            + text
                            + "' is not the name of a file or folder here: Java reads names as "
                            + System.getProperty("sun.jnu.encoding")
                            + ", by the locale; a locale of UTF-8, such as LC_ALL=C.UTF-8, lets it"
                            + " read all names");
        }
    }
}
