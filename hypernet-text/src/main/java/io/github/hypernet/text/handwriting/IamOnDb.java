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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lines of handwriting from a whiteboard: the IAM On-Line Handwriting Database (Liwicki, Bunke
 * 2005), of its folder {@code lineStrokes} the XML files, a line each.
 *
 * <p>Missing readings are filled: where the times of two points of a stroke are several readings
 * apart, but not more than ten, there are points on the straight line between. Lines of fewer than
 * 300 points are left out, as the paper does.
 *
 * <p>The split is that of Graves 2013 (Section 4) if its files are in the folder, or a subfolder:
 * {@code trainset.txt}, {@code testset_f.txt}, {@code testset_v.txt} and {@code testset_t.txt}, the
 * names of forms, such as {@code a01-000u}. Of v and t the smaller one is for validation, all else
 * to train on. Without these files every tenth form is for validation. There is no test part: the
 * paper reports the validation lines, which are the test part here.
 */
public final class IamOnDb {

    private static final int SHORTEST = 300;
    private static final int LONGEST_GAP = 10; // a longer one is a pen that rests
    private static final Set<String> SPLIT_FILES =
            Set.of("trainset.txt", "testset_f.txt", "testset_v.txt", "testset_t.txt");

    private IamOnDb() {}

    /**
     * Reads all lines.
     *
     * @param folder the folder with {@code lineStrokes}, or that one
     * @return the set {@code "handwriting"}
     * @throws IOException if there are no such files, one is not well-formed XML or no line, or a
     *     part has no line of 300 points; the message names the file and the line of the file
     */
    public static DrawingSet fromFolder(Path folder) throws IOException {
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
        List<Drawing> training = new ArrayList<>();
        List<Drawing> validation = new ArrayList<>();
        for (Path file : lines) {
            Drawing drawing = readLine(file);
            if (drawing.size() >= SHORTEST) {
                (validationForms.contains(form(file)) ? validation : training).add(drawing);
            }
        }
        return DrawingFiles.set(
                folder, name -> new DrawingSet("handwriting", training, validation, validation));
    }

    /** Returns whether a file has the name of one that says how the lines are split. */
    static boolean isSplit(Path file) {
        return SPLIT_FILES.contains(file.getFileName().toString());
    }

    /** Returns whether a file has the name that a line's has: a form's, and two digits. */
    static boolean isLine(Path file) {
        return file.getFileName().toString().matches(".+-\\d{2}\\.xml");
    }

    /** Makes "a01-000u" of "a01-000u-01.xml". */
    private static String form(Path line) {
        return line.getFileName().toString().replaceFirst("-\\d{2}\\.xml$", "");
    }

    private static Set<String> validationForms(Map<String, Path> splitFiles, List<Path> lines)
            throws IOException {
        Set<String> forms =
                lines.stream().map(IamOnDb::form).collect(Collectors.toCollection(TreeSet::new));
        if (splitFiles.isEmpty()) {
            List<String> sorted = List.copyOf(forms);
            Set<String> tenth = new TreeSet<>();
            for (int i = 9; i < sorted.size(); i += 10) {
                tenth.add(sorted.get(i));
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
        List<List<double[]>> strokes = new ArrayList<>(); // x, y, time
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
        strokes.removeIf(List::isEmpty);
        if (strokes.isEmpty()) {
            throw new IOException(file + " has no strokes with points");
        }
        double interval = interval(strokes);
        return Drawing.ofStrokes(strokes.stream().map(stroke -> filled(stroke, interval)).toList());
    }

    /** Returns the usual time between two readings; 0 if the file tells no times. */
    private static double interval(List<List<double[]>> strokes) {
        List<Double> intervals = new ArrayList<>();
        for (List<double[]> stroke : strokes) {
            for (int i = 1; i < stroke.size(); ++i) {
                double interval = stroke.get(i)[2] - stroke.get(i - 1)[2];
                if (interval > 0) {
                    intervals.add(interval);
                }
            }
        }
        return intervals.isEmpty()
                ? 0
                : intervals.stream().sorted().toList().get((intervals.size() - 1) / 2);
    }

    /** Returns a stroke's points (x, y), with those that are missing. */
    private static float[][] filled(List<double[]> stroke, double interval) {
        List<float[]> points = new ArrayList<>();
        double[] last = null;
        for (double[] point : stroke) {
            long readings = 1;
            if (last != null && interval > 0) {
                readings = Math.round((point[2] - last[2]) / interval);
            }
            for (int i = 1; readings <= LONGEST_GAP && i < readings; ++i) {
                points.add(between(last, point, (double) i / readings));
            }
            points.add(between(point, point, 1));
            last = point;
        }
        return points.toArray(float[][]::new);
    }

    private static float[] between(double[] from, double[] to, double share) {
        return new float[] {
            (float) (from[0] + share * (to[0] - from[0])),
            (float) (from[1] + share * (to[1] - from[1]))
        };
    }
}
