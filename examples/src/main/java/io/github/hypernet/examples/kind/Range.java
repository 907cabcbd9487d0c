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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The values that a setting takes: written at the component of the settings' record, and checked
 * wherever a value comes from: a recipe, settings.json, or the command line.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {

    /** {@return the smallest value} */
    double least() default Double.NEGATIVE_INFINITY;

    /** {@return the largest value} */
    double most() default Double.POSITIVE_INFINITY;

    /** {@return the value that all values are above} */
    double above() default Double.NEGATIVE_INFINITY;

    /** {@return the value that all values are below} */
    double below() default Double.POSITIVE_INFINITY;

    /** {@return the distance of the values, from the smallest one; 0 if all between are allowed} */
    int step() default 0;

    /** {@return all values; none if they are not counted up} */
    double[] among() default {};
}
