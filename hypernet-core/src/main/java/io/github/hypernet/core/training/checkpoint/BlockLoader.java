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
package io.github.hypernet.core.training.checkpoint;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.training.checkpoint.ModelLayout.SavedParameter;
import io.github.hypernet.core.training.internal.DjlParameter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Loads the values of a model's block, all or none. */
final class BlockLoader {

    private final Model model;
    private final List<Kept> parameters = new ArrayList<>();
    private boolean isHypernetwork;

    /** A parameter as it is before the load; its array is null where it is not initialized. */
    private record Kept(String name, Parameter parameter, NDArray array, Shape shape) {}

    BlockLoader(Model model) {
        Preconditions.checkArgument(
                model.getBlock() != null, "The model " + model.getName() + " has no block to load");
        this.model = model;
        keep("", model.getBlock());
    }

    /** Walks through the parameters in the order of a file, placeholders of generated ones too. */
    private void keep(String prefix, Block block) {
        for (Pair<String, Parameter> pair : block.getDirectParameters()) {
            Parameter parameter = pair.getValue();
            parameters.add(
                    new Kept(
                            prefix + pair.getKey(),
                            parameter,
                            arrayOf(parameter),
                            parameter.getShape()));
        }
        for (Pair<String, Block> child : block.getChildren()) {
            // the names of parameters, of which this is a part, never change
            isHypernetwork |= child.getKey().endsWith("MainNetwork");
            keep(prefix + child.getKey() + "_", child.getValue());
        }
    }

    private static NDArray arrayOf(Parameter parameter) {
        return parameter.isInitialized() ? parameter.getArray() : null;
    }

    /**
     * Refuses a file of a network of another kind, or with other sizes where they are known.
     *
     * @param layout what is in the file
     * @throws IOException if it does not fit; the message says why
     */
    void requireFit(ModelLayout layout) throws IOException {
        if (layout.isHypernetwork() && !isHypernetwork) {
            throw new IOException(
                    "it is a hypernetwork's file, and this model is a plain network; materialize"
                            + " the hypernetwork and load the file of that");
        }
        if (isHypernetwork && !layout.isHypernetwork()) {
            throw new IOException(
                    "it is a plain network's file, and this model is a hypernetwork; load the file"
                            + " that was saved before materialize");
        }
        if (difference(layout) != null) {
            return; // the blocks have the last word, as they may write in an order of their own
        }
        for (int i = 0; i < parameters.size(); ++i) {
            Kept here = parameters.get(i);
            Shape saved = layout.parameters().get(i).shape();
            if (here.array != null && !saved.equals(here.array.getShape())) {
                throw new IOException(
                        "it was saved with other sizes: its parameter "
                                + here.name
                                + " has the shape "
                                + saved
                                + ", this model's "
                                + here.array.getShape());
            }
        }
    }

    /**
     * Loads the block.
     *
     * @param in the file, from where the block begins to where it ends
     * @param layout what is in the file
     * @throws IOException if it does not fit; then the parameters are as they were
     */
    void load(BoundedInput in, ModelLayout layout) throws IOException {
        try {
            model.getBlock().loadParameters(model.getNDManager(), in.data());
            if (in.left() > 0) {
                throw new IOException("it holds more than this model");
            }
        } catch (IOException | MalformedModelException | RuntimeException | OutOfMemoryError e) {
            // OutOfMemoryError too: where file and block differ, anything may be read as a length
            parameters.forEach(BlockLoader::putBack);
            throw new IOException(reason(e, layout), e);
        }
        layout.properties().forEach(model::setProperty);
        parameters.forEach(BlockLoader::takeValue);
    }

    private static void putBack(Kept kept) {
        if (arrayOf(kept.parameter) != kept.array) {
            kept.parameter.close();
            DjlParameter.put(kept.parameter, kept.array, kept.shape);
        }
    }

    /** Moves a loaded value to the array that the parameter had. */
    private static void takeValue(Kept kept) {
        NDArray loaded = arrayOf(kept.parameter);
        if (kept.array == null || loaded == kept.array) {
            return;
        }
        boolean isSame =
                loaded.getShape().equals(kept.array.getShape())
                        && loaded.getDataType() == kept.array.getDataType();
        if (isSame) {
            loaded.copyTo(kept.array);
            DjlParameter.put(kept.parameter, kept.array, kept.shape);
            loaded.close();
        } else {
            kept.array.close();
        }
    }

    private String reason(Throwable e, ModelLayout layout) {
        String difference = difference(layout);
        if (e instanceof MalformedModelException || difference == null) {
            return e.getMessage() == null ? "it ends too early" : e.getMessage();
        }
        return difference;
    }

    /** Says where the names of parameters differ; null if they do not. */
    private String difference(ModelLayout layout) {
        List<SavedParameter> saved = layout.parameters();
        for (int i = 0; i < Math.min(saved.size(), parameters.size()); ++i) {
            String here = parameters.get(i).parameter.getName();
            if (!saved.get(i).name().equals(here)) {
                return String.format(
                        Locale.ROOT,
                        "its parameter number %d is %s, this model's %s",
                        i + 1,
                        saved.get(i).name(),
                        parameters.get(i).name);
            }
        }
        return saved.size() == parameters.size()
                ? null
                : "it holds " + saved.size() + " parameters, this model has " + parameters.size();
    }
}
