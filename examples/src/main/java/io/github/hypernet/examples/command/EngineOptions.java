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
package io.github.hypernet.examples.command;

import ai.djl.Device;
import ai.djl.engine.Engine;

import io.github.hypernet.examples.kind.Hyperparameters;
import io.github.hypernet.examples.kind.Placement;

import picocli.CommandLine.Option;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options that choose where the numbers are computed. */
final class EngineOptions {

    static final List<String> ENGINES = List.of("PyTorch", "MXNet");
    private static final String THREADS = "ai.djl.pytorch.num_threads";
    static final Pattern DEVICE = Pattern.compile("cpu|gpu(?::(\\d{1,3}))?");

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "PyTorch or MXNet (default: PyTorch, or the engine of the run).")
    private String engineName;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, gpu or gpu:N (default: the first GPU where there is one, or cpu).")
    private String deviceName;

    /**
     * Returns the chosen engine and device, or the ones named.
     *
     * @param engine the engine where none is chosen
     * @param device the device where none is chosen; null for the engine's default
     */
    Placement placement(String engine, String device) {
        Engine chosen = engine(engine);
        return new Placement(chosen, device(chosen, device));
    }

    private Engine engine(String fallback) {
        String name = engineName == null ? fallback : engineName;
        for (String candidate : ENGINES) {
            if (candidate.equalsIgnoreCase(name)) {
                // DJL's own blocks ask for the default engine. Were it the other one, it would be
                // loaded beside this one, and MXNet halves the threads of PyTorch in its process.
                System.setProperty("ai.djl.default_engine", candidate);
                return Engine.getEngine(candidate);
            }
        }
        throw new IllegalArgumentException(
                "There is no engine " + name + "; --engine takes " + String.join(" or ", ENGINES));
    }

    /**
     * Returns the chosen engine and device, with as many threads as suit the models.
     *
     * @param engine the engine where none is chosen
     * @param device the device where none is chosen; null for the engine's default
     * @param models the settings of the models that it is for
     */
    Placement placement(String engine, String device, Collection<Hyperparameters> models) {
        if (models.stream().allMatch(Hyperparameters::suitsOneThread)
                && System.getenv("OMP_NUM_THREADS") == null
                && System.getProperty(THREADS) == null) {
            System.setProperty(THREADS, "1"); // read once, when PyTorch is loaded
        }
        return placement(engine, device);
    }

    /**
     * Returns how many threads an engine computes with, by the rule of the engines themselves:
     * PyTorch's property of DJL, OpenMP's variable, or the processors.
     */
    static int threads(Engine engine) {
        Integer property =
                engine.getEngineName().equals("PyTorch") ? Integer.getInteger(THREADS) : null;
        if (property != null) {
            return property;
        }
        String variable = System.getenv("OMP_NUM_THREADS");
        Matcher first =
                Pattern.compile("\\s*(\\d{1,6})\\b.*").matcher(variable == null ? "" : variable);
        return first.matches() && Integer.parseInt(first.group(1)) > 0
                ? Integer.parseInt(first.group(1))
                : Runtime.getRuntime().availableProcessors();
    }

    /** Returns whether the options leave an engine to be used. */
    boolean accepts(String engine) {
        return engineName == null || engineName.equalsIgnoreCase(engine);
    }

    private Device device(Engine engine, String fallback) {
        String name = deviceName == null ? fallback : deviceName;
        if (name == null) {
            return engine.defaultDevice();
        }
        Matcher matcher = DEVICE.matcher(name.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "There is no device " + name + "; --device takes cpu, gpu or gpu:N");
        }
        if (matcher.group().equals("cpu")) {
            return Device.cpu();
        }
        int index = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
        if (index >= engine.getGpuCount()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "There is no device %s: %s finds %d GPU(s) here; use --device cpu, or see"
                                    + " \"Using a GPU\" in docs/engines.md",
                            name,
                            engine.getEngineName(),
                            engine.getGpuCount()));
        }
        return Device.gpu(index);
    }

    /** Returns what {@code --device} calls a device. */
    static String nameOf(Device device) {
        return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }
}
