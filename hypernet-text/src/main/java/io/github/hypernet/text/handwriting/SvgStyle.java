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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What CSS says of where SVG's elements lie, and whether they are seen: by style sheets whose
 * selectors are a class, an id, an element's name or {@code *}, and by the attribute {@code style}.
 */
final class SvgStyle {

    private static final Set<String> MOVES =
            Set.of("transform-origin", "translate", "rotate", "scale", "offset-path");
    private static final Set<String> READ = Set.of("transform", "display", "visibility");
    private static final Pattern RULE = Pattern.compile("([^{}]*)\\{([^{}]*)\\}");
    private static final Pattern SELECTOR = Pattern.compile("[.#]?[\\w-]+|\\*");

    /** A rule of a style sheet, for one selector. */
    private record Rule(String selector, Map<String, String> properties) {}

    private final List<Rule> rules = new ArrayList<>();

    /**
     * Takes a style sheet.
     *
     * @throws IllegalArgumentException if elements that it moves or hides are chosen otherwise
     */
    void addSheet(String text) {
        String sheet =
                withoutComments(text).replaceAll("@(?:import|charset|namespace)[^;{}]*;", "");
        Matcher rule = RULE.matcher(sheet);
        while (rule.find()) {
            Map<String, String> properties = properties(rule.group(2));
            for (String selector : rule.group(1).split(",")) {
                String name = selector.strip();
                if (!properties.isEmpty() && !SELECTOR.matcher(name).matches()) {
                    throw new IllegalArgumentException(
                            "the style sheet moves or hides elements by the selector "
                                    + Quoted.of(name)
                                    + ", which is not read: write it to the elements");
                }
                rules.add(new Rule(name, properties));
            }
        }
    }

    private static String withoutComments(String text) {
        return text.replaceAll("(?s)/\\*.*?\\*/", " ");
    }

    /** Returns those of the properties in declarations that matter here. */
    private static Map<String, String> properties(String declarations) {
        Map<String, String> properties = new HashMap<>();
        for (String declaration : withoutComments(declarations).split(";")) {
            int colon = declaration.indexOf(':');
            String name = declaration.substring(0, Math.max(0, colon)).strip();
            String property = name.toLowerCase(Locale.ROOT);
            if (MOVES.contains(property) || READ.contains(property)) {
                String value = declaration.substring(colon + 1).replaceFirst("!.*", "");
                properties.put(property, value.strip());
            }
        }
        return properties;
    }

    /**
     * Returns the properties of an element: transform, display and visibility, where they are set.
     *
     * @throws IllegalArgumentException if it is moved by other properties
     */
    Map<String, String> of(XmlFile xml) {
        Map<String, String> properties = new HashMap<>();
        for (String property : READ) {
            put(properties, property, xml.attribute(property));
        }
        put(properties, "transform-origin", xml.attribute("transform-origin"));
        List<String> names = new ArrayList<>(List.of("*", xml.element()));
        String classes = xml.attribute("class") == null ? "" : xml.attribute("class");
        Arrays.stream(classes.strip().split("\\s+")).forEach(name -> names.add("." + name));
        names.add("#" + xml.attribute("id"));
        for (String name : rules.isEmpty() ? List.<String>of() : names) {
            rules.stream()
                    .filter(rule -> rule.selector.equals(name))
                    .forEach(rule -> properties.putAll(rule.properties));
        }
        String style = xml.attribute("style");
        properties.putAll(properties(style == null ? "" : style));
        for (String property : MOVES) {
            if (!properties.getOrDefault(property, "none").equals("none")) {
                throw new IllegalArgumentException(
                        property + " is not read: apply it to the points");
            }
        }
        return properties;
    }

    private static void put(Map<String, String> properties, String name, String value) {
        if (value != null) {
            properties.put(name, value.strip());
        }
    }
}
