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
package io.github.hypernet.core;

import ai.djl.engine.Engine;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Tells whether a gradient collector is open: what an engine knows, and DJL's API has no question
 * for.
 *
 * <p>DJL's engines name their classes alike: beside {@code XEngine} stands {@code
 * XGradientCollector}, with a static method {@code isRecording()} or a static flag {@code
 * isCollecting}. An engine that has neither may have one open at any time.
 */
final class OpenCollector {

    private static final Map<Class<?>, BooleanSupplier> QUESTIONS = new ConcurrentHashMap<>();

    private OpenCollector() {}

    /**
     * Tells whether a collector may be open.
     *
     * @param engine the engine that computes
     * @return false if none is, on this thread or on any that could collect for it
     */
    static boolean mayBeOpen(Engine engine) {
        return QUESTIONS.computeIfAbsent(engine.getClass(), OpenCollector::question).getAsBoolean();
    }

    private static BooleanSupplier question(Class<?> engine) {
        String name = engine.getName().replaceFirst("Engine$", "GradientCollector");
        try {
            Class<?> collector = Class.forName(name, true, engine.getClassLoader());
            BooleanSupplier question = method(collector);
            question = question == null ? flag(collector) : question;
            return question == null ? () -> true : question;
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return () -> true;
        }
    }

    private static BooleanSupplier method(Class<?> collector) {
        for (Method method : collector.getDeclaredMethods()) {
            if (method.getName().equals("isRecording") && method.getReturnType() == boolean.class) {
                method.setAccessible(true);
                return () -> {
                    try {
                        return (boolean) method.invoke(null);
                    } catch (ReflectiveOperationException e) {
                        return true;
                    }
                };
            }
        }
        return null;
    }

    private static BooleanSupplier flag(Class<?> collector) throws IllegalAccessException {
        for (Field field : collector.getDeclaredFields()) {
            if (field.getName().equals("isCollecting") && field.getType() == AtomicBoolean.class) {
                field.setAccessible(true);
                return ((AtomicBoolean) field.get(null))::get;
            }
        }
        return null;
    }
}
