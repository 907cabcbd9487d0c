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

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes damaged contents of sound ones. */
@FunctionalInterface
interface Mutator {

    /**
     * Mutates a content.
     *
     * @param content the content, which stays as it is
     * @param other the content of another input, to take pieces from
     * @param random where chance comes from
     * @return a new content
     * @throws IOException if a content cannot be taken apart, as it was not sound
     */
    byte[] mutate(byte[] content, byte[] other, RandomGenerator random) throws IOException;

    /** Returns a mutator that is one of several, by chance. */
    static Mutator oneOf(Mutator... mutators) {
        List<Mutator> all = List.of(mutators);
        return (content, other, random) ->
                all.get(random.nextInt(all.size())).mutate(content, other, random);
    }

    /** Returns a mutator that does this one to three times. */
    default Mutator repeated() {
        return (content, other, random) -> {
            byte[] mutated = content;
            for (int times = 1 + random.nextInt(3); times > 0; --times) {
                mutated = mutate(mutated, other, random);
            }
            return mutated;
        };
    }
}
