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
package io.github.hypernet.examples.kind;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One setting of a family: a component of its record, as a value of JSON. */
final class Setting {

    private final String name;
    private final Class<?> type;
    private final Range range;
    private final Default fallback;

    Setting(RecordComponent component) {
        name = component.getName();
        type = component.getType();
        range = component.getAnnotation(Range.class);
        fallback = component.getAnnotation(Default.class);
    }

    String name() {
        return name;
    }

    /** Returns the value where a file has none. */
    Optional<JsonElement> fallback() {
        return Optional.ofNullable(fallback).map(value -> JsonParser.parseString(value.value()));
    }

    /**
     * Reads what the user wrote for {@code --set}.
     *
     * @throws IllegalArgumentException if it is no such value, or out of its range
     */
    JsonPrimitive parse(String text) {
        Optional<JsonPrimitive> value = value(text);
        if (value.isEmpty() || !allows(value.get())) {
            String got = value.isEmpty() ? '"' + text + '"' : text;
            throw new IllegalArgumentException(
                    "The setting " + name + " must be " + allowed() + ", got " + got);
        }
        return value.get();
    }

    private Optional<JsonPrimitive> value(String text) {
        if (type.isEnum()) {
            return constant(text);
        }
        if (type == boolean.class) {
            return text.equals("true") || text.equals("false")
                    ? Optional.of(new JsonPrimitive(Boolean.valueOf(text)))
                    : Optional.empty();
        }
        try {
            return Optional.of(new JsonPrimitive(new BigDecimal(text)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<JsonPrimitive> constant(String value) {
        return Arrays.stream(type.getEnumConstants())
                .map(Object::toString)
                .filter(constant -> constant.equalsIgnoreCase(value.replace('-', '_')))
                .map(JsonPrimitive::new)
                .findFirst();
    }

    /** Returns whether a recipe may have this value. */
    boolean allows(JsonElement value) {
        if (!value.isJsonPrimitive()) {
            return false;
        }
        JsonPrimitive primitive = value.getAsJsonPrimitive();
        if (type.isEnum()) {
            return primitive.isString()
                    && Arrays.stream(type.getEnumConstants())
                            .anyMatch(constant -> constant.toString().equals(value.getAsString()));
        }
        if (type == boolean.class) {
            return primitive.isBoolean();
        }
        try {
            return primitive.isNumber() && allows(primitive.getAsBigDecimal());
        } catch (NumberFormatException e) {
            return false; // Gson reads no number with so many digits
        }
    }

    private boolean allows(BigDecimal number) {
        boolean whole = type == int.class;
        // what the record holds: a number below 1 may be 1 there
        double value = whole ? number.doubleValue() : number.floatValue();
        boolean fits =
                whole
                        ? value == (int) value && number.stripTrailingZeros().scale() <= 0
                        : Double.isFinite(value);
        return fits && (range == null || isInRange(value));
    }

    private boolean isInRange(double value) {
        boolean between =
                value >= range.least()
                        && value <= range.most()
                        && value > range.above()
                        && value < range.below();
        boolean onStep = range.step() == 0 || (value - range.least()) % range.step() == 0;
        boolean among =
                range.among().length == 0
                        || Arrays.stream(range.among()).anyMatch(one -> one == value);
        return between && onStep && among;
    }

    /** Says what values are allowed, such as "a number of at least 0 and below 1". */
    String allowed() {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == boolean.class) {
            return "true or false";
        }
        String number = type == int.class ? "a whole number" : "a number";
        return range == null ? number : number + inRange();
    }

    private String inRange() {
        if (range.among().length > 0) {
            return Arrays.stream(range.among())
                    .mapToObj(Setting::shown)
                    .collect(Collectors.joining(", ", " among ", ""));
        }
        List<String> bounds = new ArrayList<>();
        if (range.step() > 0) {
            double second = range.least() + range.step();
            String first = shown(range.least()) + ", " + shown(second);
            bounds.add(" of " + first + ", " + shown(second + range.step()) + ", ...");
        } else if (range.least() > Double.NEGATIVE_INFINITY) {
            bounds.add(" of at least " + shown(range.least()));
        }
        if (range.above() > Double.NEGATIVE_INFINITY) {
            bounds.add(" above " + shown(range.above()));
        }
        if (range.most() < Double.POSITIVE_INFINITY) {
            bounds.add(" at most " + shown(range.most()));
        }
        if (range.below() < Double.POSITIVE_INFINITY) {
            bounds.add(" below " + shown(range.below()));
        }
        return String.join(" and", bounds);
    }

    private static String shown(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }
}
