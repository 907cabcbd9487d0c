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
package io.github.hypernet.text.handwriting;

import io.github.hypernet.text.language.TextFiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lines of handwriting from a whiteboard: the IAM On-Line Handwriting Database (Liwicki, Bunke
 * 2005), of its folder {@code lineStrokes} the XML files, a line each.
 *
 * <p>Missing readings are filled: where the times of two points of a stroke are several readings
 * apart, but not more than ten, there are points on the straight line between. How long it is from
 * a reading to the next is found out for each line: see {@code ReadingClock}.
 *
 * <p>The split is that of Graves 2013 (Section 4) if its files are in the folder, or a subfolder:
 * {@code trainset.txt}, {@code testset_f.txt}, {@code testset_v.txt} and {@code testset_t.txt}, the
 * names of forms, such as {@code a01-000u}. Of v and t the smaller one is for validation, all else
 * to train on. Without these files every tenth form is for validation, or the last one of fewer
 * than ten. There is no test part: the paper reports the validation lines, which are the test part
 * here.
 */
public final class IamOnDb {

    /** The fewest points of a line in the paper's experiment: 300. */
    public static final int FEWEST_POINTS = 300;

    private static final int TENTH = 10;
    private static final Set<String> SPLIT_FILES =
            Set.of("trainset.txt", "testset_f.txt", "testset_v.txt", "testset_t.txt");

    private IamOnDb() {}

    /**
     * Reads all lines of 300 points or more, as the paper does.
     *
     * @param folder the folder with {@code lineStrokes}, or that one
     * @return the set {@code "handwriting"}
     * @throws IOException if there are no such files, one is not well-formed XML or no line, or a
     *     part has no line of 300 points; the message names the file and the line of the file
     */
    public static DrawingSet fromFolder(Path folder) throws IOException {
        return fromFolder(folder, FEWEST_POINTS, new ReadingLog(false));
    }

    /**
     * Reads all lines that are long enough.
     *
     * @param folder the folder with {@code lineStrokes}, or that one
     * @param fewestPoints lines of fewer points are left out, and counted
     * @param log counts them, and the readings that are filled in
     * @return the set {@code "handwriting"}
     * @throws IOException if there are no such files, one is not well-formed XML or no line, or a
     *     part has no line that is long enough; the message names the file and the line of the file
     */
    public static DrawingSet fromFolder(Path folder, int fewestPoints, ReadingLog log)
            throws IOException {
        Map<String, Path> splitFiles = new HashMap<>();
        List<Path> lines = new ArrayList<>();
        for (Path file : TextFiles.list(folder)) {
            String name = file.getFileName().toString();
            if (SPLIT_FILES.contains(name)) {
                splitFiles.putIfAbsent(name, file);
            } else if (isLine(file)) {
                lines.add(file);
            }
        }
        if (lines.isEmpty()) {
            throw new IOException(
                    "There is no line of handwriting in "
                            + folder
                            + ": put IAM-OnDB's folder lineStrokes into that folder");
        }
        Set<String> validationForms = validationForms(splitFiles, lines);
        Map<Boolean, List<Path>> parts =
                lines.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        line -> validationForms.contains(form(line))));
        List<Drawing> training = part("training", folder, parts.get(false), fewestPoints, log);
        List<Drawing> validation = part("validation", folder, parts.get(true), fewestPoints, log);
        return new DrawingSet("handwriting", training, validation, validation);
    }

    private static List<Drawing> part(
            String part, Path folder, List<Path> lines, int fewestPoints, ReadingLog log)
            throws IOException {
        List<Drawing> drawings = new ArrayList<>();
        for (Path file : lines) {
            try {
                Drawing drawing = readLine(file, log);
                if (drawing.size() >= fewestPoints) {
                    drawings.add(drawing);
                } else {
                    log.count("lines of fewer than " + fewestPoints + " points left out", 1);
                }
            } catch (IOException e) {
                log.leaveOut(e);
            }
        }
        if (drawings.isEmpty()) {
            String reason =
                    lines.isEmpty()
                            ? "none of the lines is of its forms; without the files of a split it"
                                    + " takes two forms or more, of which every tenth, or else the"
                                    + " last, is for validation"
                            : String.format(
                                    Locale.ROOT,
                                    "none of the %,d lines of its forms can be read and has %d"
                                            + " points or more",
                                    lines.size(),
                                    fewestPoints);
            throw new IOException(
                    folder + ": The " + part + " part of handwriting is empty: " + reason);
        }
        return drawings;
    }

    /** Returns whether a file has the name of one that says how the lines are split. */
    static boolean isSplit(Path file) {
        return SPLIT_FILES.contains(file.getFileName().toString());
    }

    /** Returns whether a file has the name that a line's has: a form's, and two digits. */
    static boolean isLine(Path file) {
        return file.getFileName().toString().matches(".+-\\d{2}\\.(?i:xml)");
    }

    /** Makes "a01-000u" of "a01-000u-01.xml". */
    private static String form(Path line) {
        return line.getFileName().toString().replaceFirst("-\\d{2}\\.(?i:xml)$", "");
    }

    private static Set<String> validationForms(Map<String, Path> splitFiles, List<Path> lines)
            throws IOException {
        Set<String> forms =
                lines.stream().map(IamOnDb::form).collect(Collectors.toCollection(TreeSet::new));
        if (splitFiles.isEmpty()) {
            List<String> sorted = List.copyOf(forms);
            Set<String> tenth = new TreeSet<>();
            for (int i = TENTH - 1; i < sorted.size(); i += TENTH) {
                tenth.add(sorted.get(i));
            }
            if (tenth.isEmpty() && sorted.size() > 1) {
                tenth.add(sorted.get(sorted.size() - 1));
            }
            return tenth;
        }
        Set<String> missing = new TreeSet<>(SPLIT_FILES);
        missing.removeAll(splitFiles.keySet());
        if (!missing.isEmpty()) {
            throw new IOException(
                    "The split of IAM-OnDB is not complete: "
                            + String.join(" and ", missing)
                            + " missing beside "
                            + splitFiles.values().iterator().next());
        }
        Set<String> first = names(splitFiles.get("testset_v.txt"));
        Set<String> second = names(splitFiles.get("testset_t.txt"));
        return first.size() <= second.size() ? first : second;
    }

    private static Set<String> names(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Reads a line of handwriting.
     *
     * @param file the XML file
     * @return its drawing, of any length
     * @throws IOException if there is no such file, it is not well-formed XML, or has no strokes or
     *     a point without coordinates; the message names the file and the line of the file
     */
    public static Drawing readLine(Path file) throws IOException {
        return readLine(file, new ReadingLog(false));
    }

    static Drawing readLine(Path file, ReadingLog log) throws IOException {
        List<List<double[]>> strokes = points(file);
        strokes.removeIf(List::isEmpty);
        if (strokes.isEmpty()) {
            throw new IOException(file + " has no strokes with points");
        }
        ReadingClock clock = ReadingClock.of(strokes.stream().map(IamOnDb::times).toList());
        try {
            return Drawing.ofStrokes(
                            strokes.stream().map(stroke -> filled(stroke, clock, log)).toList())
                    .at(file.toString());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Returns the points of each stroke: x, y, time. */
    private static List<List<double[]>> points(Path file) throws IOException {
        List<List<double[]>> strokes = new ArrayList<>();
        try (XmlFile xml = new XmlFile(file)) {
            while (xml.next()) {
                if (xml.isBegin() && xml.element().equals("Stroke")) {
                    strokes.add(new ArrayList<>());
                } else if (xml.isBegin() && xml.element().equals("Point")) {
                    if (strokes.isEmpty()) {
                        throw xml.error("a Point outside of a Stroke");
                    }
                    double time = xml.attribute("time") == null ? 0 : xml.number("time");
                    strokes.get(strokes.size() - 1)
                            .add(new double[] {xml.number("x"), xml.number("y"), time});
                }
            }
        }
        return strokes;
    }

    /** Returns a stroke's points (x, y), with those that are missing, which are counted. */
    private static float[][] filled(List<double[]> stroke, ReadingClock clock, ReadingLog log) {
        double[] times = times(stroke);
        List<float[]> points = new ArrayList<>();
        for (int i = 0; i < times.length; ++i) {
            int missing = i == 0 ? 0 : clock.missing(times, i);
            for (int j = 1; j <= missing; ++j) {
                double share = (double) j / (missing + 1);
                points.add(between(stroke.get(i - 1), stroke.get(i), share));
            }
            points.add(between(stroke.get(i), stroke.get(i), 1));
            log.countFromZero("missing readings filled in", missing);
        }
        return points.toArray(float[][]::new);
    }

    private static double[] times(List<double[]> stroke) {
        return stroke.stream().mapToDouble(point -> point[2]).toArray();
    }

    private static float[] between(double[] from, double[] to, double share) {
        return new float[] {
            (float) (from[0] + share * (to[0] - from[0])),
            (float) (from[1] + share * (to[1] - from[1]))
        };
    }
}
