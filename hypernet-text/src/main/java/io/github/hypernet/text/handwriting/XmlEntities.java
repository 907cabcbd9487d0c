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

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entities that a document type declares in the file itself, put in their places; the document
 * type is taken out. Java's parser drops an entity that it does not know without a word where a
 * document type names another file, and prints stack traces of some that are damaged.
 */
final class XmlEntities {

    private static final int MOST_CHARACTERS = 1_000_000;
    private static final Pattern REFERENCE = Pattern.compile("&([a-zA-Z_:][\\w:.-]*);");
    private static final Pattern ENTITY =
            Pattern.compile("<!ENTITY\\s+([^\\s%]+)\\s+(?:\"([^\"]*)\"|'([^']*)')\\s*>");
    private static final Pattern OUTSIDE =
            Pattern.compile("<!ENTITY\\s+([^\\s%]+)\\s+(?:SYSTEM|PUBLIC)");
    private static final Set<String> PREDEFINED = Set.of("lt", "gt", "amp", "quot", "apos");

    private final String name;
    private final String text;
    private final Map<String, String> values = new HashMap<>();
    private int place;
    private int grown; // characters

    private XmlEntities(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /**
     * Replaces the entities of a file, and its document type by as many lines.
     *
     * @param name what messages call the file
     * @throws IOException if the document type is damaged, or entities lie outside of the file or
     *     grow without bound
     */
    static String replace(String name, String text) throws IOException {
        return new XmlEntities(name, text).replaced();
    }

    private String replaced() throws IOException {
        place = endOfProlog();
        if (!text.startsWith("<!DOCTYPE", place)) {
            return text;
        }
        int begin = place;
        while (place < text.length() && text.charAt(place) != '>' && text.charAt(place) != '[') {
            skip();
        }
        if (place < text.length() && text.charAt(place) == '[') {
            ++place;
            readSubset();
            place = text.indexOf('>', place);
        }
        if (place < 0 || place >= text.length()) {
            place = begin;
            throw error("is not well-formed XML: its document type has no end");
        }
        String lines = text.substring(begin, place).replaceAll("[^\n]", "");
        return text.substring(0, begin) + lines + expanded(text.substring(place + 1));
    }

    /** Goes over a character, or a literal in quotation marks. */
    private void skip() {
        char mark = text.charAt(place);
        int end = mark == '"' || mark == '\'' ? text.indexOf(mark, place + 1) : place;
        place = end < 0 ? text.length() : end + 1;
    }

    /** Reads the declarations, up to the bracket after them. */
    private void readSubset() throws IOException {
        while (place < text.length() && text.charAt(place) != ']') {
            if (text.startsWith("<!--", place)) {
                skipTo("-->");
            } else if (text.startsWith("<?", place)) {
                skipTo("?>");
            } else if (text.startsWith("<!", place)) {
                readDeclaration();
            } else if (Character.isWhitespace(text.charAt(place))) {
                ++place;
            } else if (text.charAt(place) == '%') {
                throw error("has parameter entities (%name;), which are not read");
            } else {
                throw error("is not well-formed XML: no declaration in its document type");
            }
        }
    }

    private void skipTo(String end) {
        int found = text.indexOf(end, place);
        place = found < 0 ? text.length() : found + end.length();
    }

    private void readDeclaration() throws IOException {
        int begin = place;
        while (place < text.length() && text.charAt(place) != '>') {
            skip();
        }
        String declaration = text.substring(begin, Math.min(place + 1, text.length()));
        ++place;
        Matcher outside = OUTSIDE.matcher(declaration);
        if (outside.lookingAt()) {
            throw error(
                    "has the entity "
                            + Quoted.of(outside.group(1))
                            + ", which lies outside of the file, and is not read");
        }
        Matcher entity = ENTITY.matcher(declaration);
        if (entity.matches() && !PREDEFINED.contains(entity.group(1))) {
            String value = entity.group(2) == null ? entity.group(3) : entity.group(2);
            values.putIfAbsent(entity.group(1), literal(expanded(value)));
        }
    }

    /** Returns a value so that it may stand in an attribute, in one line. */
    private static String literal(String value) {
        String line = value.replace('\n', ' ');
        return line.contains("<") ? line : line.replace("\"", "&quot;").replace("'", "&apos;");
    }

    /** Replaces the entities that are declared so far. */
    private String expanded(String part) throws IOException {
        StringBuilder expanded = new StringBuilder();
        Matcher reference = REFERENCE.matcher(part);
        while (reference.find()) {
            String value = values.getOrDefault(reference.group(1), reference.group());
            grown += value.length();
            if (!values.isEmpty() && grown > MOST_CHARACTERS) {
                throw error("has entities that grow to more than a million characters");
            }
            reference.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        return reference.appendTail(expanded).toString();
    }

    private IOException error(String what) {
        long line = 1 + text.substring(0, place).chars().filter(c -> c == '\n').count();
        return new IOException(name + ", line " + line + " " + what);
    }

    /** Returns where instructions and comments at the begin end. */
    private int endOfProlog() {
        int end = 0;
        for (int begin = -1; end > begin && end < text.length(); ) {
            begin = end;
            if (Character.isWhitespace(text.charAt(begin))) {
                ++end;
            } else if (text.startsWith("<?", begin)) {
                end = text.indexOf("?>", begin) + 2;
            } else if (text.startsWith("<!--", begin)) {
                end = text.indexOf("-->", begin) + 3;
            }
        }
        return Math.max(end, 0);
    }
}
