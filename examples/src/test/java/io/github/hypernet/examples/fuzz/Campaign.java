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

import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.examples.fuzz.Watchdog.Attempt;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Many mutations of one reader's inputs. The same seed gives the same ones. */
final class Campaign implements AutoCloseable {

    private static final int MOST_HANGS = 3;
    private static final int MOST_TOLD = 12;
    private static final int STACK = 12;

    private final Target target;
    private final long seed;
    private final Path failures;
    private final PrintStream log = System.out; // readers of the app set another
    private final TemporaryFolder folder = new TemporaryFolder();
    private final Watchdog watchdog = new Watchdog();
    private final Row row;
    private final Set<String> told = new HashSet<>();

    /**
     * Creates a campaign.
     *
     * @param target what is tried
     * @param seed where chance comes from
     * @param failures the folder to keep those inputs in that show a fault
     */
    Campaign(Target target, long seed, Path failures) {
        this.target = target;
        this.seed = seed;
        this.failures = failures.resolve(target.name().replaceAll("\\W+", "-"));
        row = new Row(target.name());
    }

    /** Reads the sound inputs, which have to be accepted, and then mutations of them. */
    Row run(int mutations) throws IOException {
        for (Seed sound : target.seeds()) {
            Attempt attempt = read(sound.files());
            if (attempt.thrown() != null && !(attempt.thrown() instanceof Refusal)) {
                throw new AssertionError(target + ": a sound input is refused", attempt.thrown());
            }
        }
        Leaks leaks = new Leaks(folder.getPath());
        for (int number = 0, hangs = 0; number < mutations && hangs < MOST_HANGS; ++number) {
            hangs += tryOne(number, leaks) instanceof Watchdog.Hang ? 1 : 0;
        }
        Set<String> threads = leaks.threads();
        if (!threads.isEmpty()) {
            row.fault("threads left: " + threads);
        }
        return row;
    }

    private Throwable tryOne(int number, Leaks leaks) throws IOException {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + number);
        Seed sound = target.seeds().get(random.nextInt(target.seeds().size()));
        Map<String, byte[]> files = mutated(sound, random);
        Attempt attempt = read(files);
        if (attempt.millis() > Watchdog.LIMIT_MILLIS
                && !(attempt.thrown() instanceof Watchdog.Hang)) {
            attempt = read(files); // the machine may have been busy
        }
        row.time(attempt.millis());
        String fault =
                attempt.millis() > Watchdog.LIMIT_MILLIS
                        ? "over 5 s"
                        : Verdict.fault(attempt.thrown(), folder.getPath(), files.keySet());
        boolean isLeft = leaks.openFilesAreMore();
        if (fault == null && isLeft) {
            fault = "file left open";
        }
        if (fault != null) {
            report(number, fault, attempt.thrown(), files);
        } else if (attempt.thrown() == null) {
            row.accept();
        } else {
            row.refuse();
        }
        return attempt.thrown();
    }

    /** Mutates a file of an input; at times, where there are more, it is another's or missing. */
    private Map<String, byte[]> mutated(Seed sound, RandomGenerator random) throws IOException {
        Map<String, byte[]> files = new HashMap<>(sound.files());
        String name = sound.mutated().get(random.nextInt(sound.mutated().size()));
        Seed other = target.seeds().get(random.nextInt(target.seeds().size()));
        String otherName = other.mutated().get(random.nextInt(other.mutated().size()));
        byte[] otherContent = other.files().get(otherName);
        int what = sound.files().size() > 1 ? random.nextInt(40) : 2;
        if (what == 0) {
            files.remove(name);
        } else if (what == 1) {
            files.put(name, otherContent);
        } else {
            files.put(name, target.mutator().mutate(files.get(name), otherContent, random));
        }
        return files;
    }

    private Attempt read(Map<String, byte[]> files) throws IOException {
        folder.clear();
        write(files, folder.getPath());
        return watchdog.run(() -> target.reader().read(folder.getPath()));
    }

    private static void write(Map<String, byte[]> files, Path to) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = to.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    /** Keeps and tells the first input that shows a fault of a kind and place. */
    private void report(int number, String fault, Throwable thrown, Map<String, byte[]> files)
            throws IOException {
        row.fault(fault);
        boolean isNew = told.add(fault + Verdict.place(thrown));
        if (!isNew || told.size() > MOST_TOLD) {
            return;
        }
        Path kept = failures.resolve(String.format(Locale.ROOT, "%d-%d", seed, number));
        write(files, kept);
        log.printf(
                Locale.ROOT,
                "fuzz: %s, seed %d, mutation %d: %s; the input is in %s%n",
                target,
                seed,
                number,
                fault,
                kept);
        if (thrown != null) {
            log.println("  " + String.valueOf(thrown).replaceAll("\\p{Cntrl}", "?"));
            List<StackTraceElement> stack = Arrays.asList(thrown.getStackTrace());
            stack.stream().limit(STACK).forEach(frame -> log.println("    at " + frame));
        }
    }

    @Override
    public void close() {
        watchdog.close();
        folder.close();
    }
}
