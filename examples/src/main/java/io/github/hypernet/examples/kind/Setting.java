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
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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
     * @throws IllegalArgumentException if it is no such value
     */
    JsonPrimitive parse(String value) {
        if (type.isEnum()) {
            return constant(value)
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            String.format(
                                                    Locale.ROOT,
                                                    "The setting %s takes one of %s, got \"%s\"",
                                                    name,
                                                    Arrays.toString(type.getEnumConstants()),
                                                    value)));
        }
        if (type == boolean.class && (value.equals("true") || value.equals("false"))) {
            return new JsonPrimitive(Boolean.valueOf(value));
        }
        if (type != boolean.class) {
            try {
                BigDecimal number = new BigDecimal(value);
                if (fits(number)) {
                    return new JsonPrimitive(number);
                }
            } catch (NumberFormatException e) {
                // said below
            }
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "The setting %s takes %s, got \"%s\"",
                        name,
                        type == boolean.class ? "true or false" : numberName(),
                        value));
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

    private boolean fits(BigDecimal number) {
        double value = number.doubleValue();
        return type == int.class
                ? value == (int) value && number.stripTrailingZeros().scale() <= 0
                : Float.isFinite(number.floatValue());
    }

    private String numberName() {
        return type == int.class ? "a whole number" : "a number";
    }

    private boolean allows(BigDecimal number) {
        double value = number.doubleValue();
        return fits(number)
                && (range == null
                        || value >= range.least()
                                && value > range.above()
                                && value < range.below());
    }

    /** Says what values a recipe may have, such as "a number of at least 0 and below 1". */
    String allowed() {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == boolean.class) {
            return "true or false";
        }
        StringBuilder text = new StringBuilder(numberName());
        if (range != null) {
            String and = " ";
            if (range.least() > Double.NEGATIVE_INFINITY) {
                text.append(" of at least ").append(shown(range.least()));
                and = " and ";
            }
            if (range.above() > Double.NEGATIVE_INFINITY) {
                text.append(and).append("above ").append(shown(range.above()));
                and = " and ";
            }
            if (range.below() < Double.POSITIVE_INFINITY) {
                text.append(and).append("below ").append(shown(range.below()));
            }
        }
        return text.toString();
    }

    private static String shown(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }
}
