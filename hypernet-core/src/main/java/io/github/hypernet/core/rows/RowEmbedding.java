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
package io.github.hypernet.core.rows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.util.PairList;

/**
 * A table of embeddings for each condition: one look-up in all tables, one below the other.
 *
 * <pre>
 *   y[c, s] = tables[c * V + ids[c, s]]        tables [C, V, E] as [C * V, E]
 * </pre>
 *
 * <p>An id that is not in 0..V-1 must not find a row of another condition's table: it is moved out
 * of all tables, so that an engine that refuses such an id refuses it here, too.
 */
final class RowEmbedding implements RowLayer {

    private final Parameter embedding;

    RowEmbedding(Block block) {
        embedding = block.getDirectParameters().get("embedding");
    }

    @Override
    public NDList forward(RowPass pass, NDList inputs, PairList<String, Object> params) {
        NDArray ids = inputs.head(); // [C * S, ...]
        pass.rowsOfEach(ids);
        long conditions = pass.conditions();
        long size = embedding.getShape().get(0);
        NDArray first =
                ids.getManager()
                        .arange(0f, conditions, 1f, ids.getDataType(), ids.getDevice())
                        .mul(size)
                        .reshape(conditions, 1); // of each condition's table
        NDArray outside = ids.sub(ids.clip(0, size - 1)).mul(conditions * size); // 0 inside
        NDArray rows = ids.add(outside).reshape(conditions, -1).add(first).reshape(ids.getShape());
        NDArray tables =
                pass.generated(embedding)
                        .reshape(new Shape(conditions * size, embedding.getShape().get(1)));
        return Embedding.embedding(rows, tables, SparseFormat.DENSE);
    }
}
