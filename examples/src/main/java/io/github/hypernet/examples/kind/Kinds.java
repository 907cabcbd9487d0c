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

import java.util.List;
import java.util.ServiceLoader;

/** The kinds of experiments: a line each in META-INF/services, in the order of lists. */
public final class Kinds {

    private static final List<Kind> ALL =
            ServiceLoader.load(Kind.class).stream().map(ServiceLoader.Provider::get).toList();

    private Kinds() {}

    /** {@return all kinds} */
    public static List<Kind> all() {
        return ALL;
    }

    static List<String> names() {
        return ALL.stream().map(Kind::name).toList();
    }

    /** Finds a kind by a name that is one of theirs. */
    static Kind named(String name) {
        return ALL.get(names().indexOf(name));
    }
}
