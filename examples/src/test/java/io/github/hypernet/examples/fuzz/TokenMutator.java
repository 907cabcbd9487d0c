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
package io.github.hypernet.examples.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Mutates text as a list of numbers, words and signs: JSON, XML, tables and lists alike. */
final class TokenMutator implements Mutator {

    private static final Pattern TOKENS =
            Pattern.compile("[-+]?\\d[\\d.eE]*|[\\w:]+|\\s+|[^\\s\\w]");
    private static final Pattern WORTH = Pattern.compile("\\S+");
    private static final int DEEP = 20_000;

    private static final List<String> VALUES =
            List.of(
                    "0",
                    "-1",
                    "1",
                    "2",
                    "0.5",
                    "-0.0",
                    "1e-5",
                    "1e400",
                    "-1e400",
                    "1e38",
                    "1e39",
                    "2147483647",
                    "2147483648",
                    "-2147483648",
                    "9223372036854775807",
                    "9223372036854775808",
                    "4294967296",
                    "9".repeat(300),
                    "NaN",
                    "Infinity",
                    "null",
                    "true",
                    "\"\"",
                    "\"x\"",
                    "[]",
                    "{}",
                    "[null]",
                    "[[]]",
                    "{\"a\":null}",
                    "''",
                    "",
                    "\"" + "n".repeat(3_000) + "\"",
                    "\"a\\u0000\\u001b[31mb\\n\"",
                    "a\u0007b",
                    "\\",
                    "\"",
                    "<",
                    ">",
                    "&lt;",
                    "&none;",
                    "<!--",
                    "]]>",
                    ",",
                    ",,",
                    "\n",
                    "\r",
                    "\t",
                    "\ufeff",
                    "\u00e9",
                    "\ud83d\ude00",
                    "\u202e",
                    "../..",
                    "%s%n",
                    "/");

    @Override
    public byte[] mutate(byte[] content, byte[] other, RandomGenerator random) {
        // every byte is a character: what is no UTF-8 stays as it is
        List<String> tokens = split(content);
        List<String> others = split(other);
        List<Integer> places =
                IntStream.range(0, tokens.size())
                        .filter(i -> WORTH.matcher(tokens.get(i)).matches())
                        .boxed()
                        .collect(Collectors.toList());
        if (places.isEmpty()) {
            return other.clone();
        }
        int at = places.get(random.nextInt(places.size()));
        int second = places.get(random.nextInt(places.size()));
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> tokens.set(at, value(random));
            case 3 -> tokens.add(at, value(random));
            case 4 -> tokens.remove(at);
            case 5 -> tokens.set(at, tokens.set(second, tokens.get(at)));
            case 6 -> repeat(tokens, Math.min(at, second), Math.max(at, second));
            case 7 -> nest(tokens, at, random);
            default -> tokens.set(at, others.get(random.nextInt(others.size())));
        }
        return String.join("", tokens).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> split(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        List<String> tokens =
                TOKENS.matcher(text)
                        .results()
                        .map(result -> result.group())
                        .collect(Collectors.toCollection(ArrayList::new));
        return tokens.isEmpty() ? new ArrayList<>(List.of(" ")) : tokens;
    }

    private static String value(RandomGenerator random) {
        byte[] utf8 = VALUES.get(random.nextInt(VALUES.size())).getBytes(StandardCharsets.UTF_8);
        return new String(utf8, StandardCharsets.ISO_8859_1);
    }

    /** Repeats what is between two places: fields and elements that are there twice. */
    private static void repeat(List<String> tokens, int from, int to) {
        tokens.addAll(to, List.copyOf(tokens.subList(from, Math.min(to, from + 200))));
    }

    private static void nest(List<String> tokens, int at, RandomGenerator random) {
        String token = tokens.get(at);
        int depth = random.nextBoolean() ? DEEP : 1 + random.nextInt(100);
        switch (random.nextInt(4)) {
            case 0 -> tokens.set(at, "[".repeat(depth) + token + "]".repeat(depth));
            case 1 -> tokens.set(at, "{\"a\":".repeat(depth) + token + "}".repeat(depth));
            case 2 -> tokens.set(at, "<g>".repeat(depth) + token + "</g>".repeat(depth));
            default -> tokens.set(at, "[".repeat(depth));
        }
    }
}
