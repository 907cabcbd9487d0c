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
package io.github.hypernet.text;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;

import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.text.handwriting.StrokeModel;
import io.github.hypernet.text.language.LanguageModel;
import io.github.hypernet.text.language.Vocabulary;
import io.github.hypernet.text.recurrent.HyperLstm;
import io.github.hypernet.text.recurrent.HyperRnn;
import io.github.hypernet.text.recurrent.Lstm;
import io.github.hypernet.text.recurrent.RecurrentBuilder;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/** Files are the same in every locale, such as one with digits of its own. */
public class LocaleTest {

    private static final Locale PERSIAN = new Locale("fa");

    @DataProvider
    public Object[][] models() {
        Supplier<RecurrentBuilder<?>> lstm = () -> Lstm.builder().setStateSize(1200);
        Supplier<RecurrentBuilder<?>> hyper =
                () -> HyperLstm.builder().setStateSize(12).setHyperSize(5).setEmbeddingSize(3);
        Supplier<RecurrentBuilder<?>> rnn =
                () -> HyperRnn.builder().setStateSize(12).setHyperSize(5).setEmbeddingSize(3);
        return new Object[][] {
            {(Supplier<Block>) () -> languageModel(lstm.get()), new Shape(1, 1)},
            {(Supplier<Block>) () -> languageModel(hyper.get()), new Shape(1, 1)},
            {(Supplier<Block>) () -> languageModel(rnn.get()), new Shape(1, 1)},
            {(Supplier<Block>) () -> strokeModel(hyper.get()), new Shape(1, 1, 3)},
        };
    }

    private static LanguageModel languageModel(RecurrentBuilder<?> recurrent) {
        return LanguageModel.builder().setVocabularySize(20).setRecurrent(recurrent).build();
    }

    private static StrokeModel strokeModel(RecurrentBuilder<?> recurrent) {
        return StrokeModel.builder().setRecurrent(recurrent).build();
    }

    /** Does something where the default locale is another one. */
    private static void in(Locale locale, Assert.ThrowingRunnable action) throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(locale);
        try {
            action.run();
        } catch (Exception e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void save(Supplier<Block> blocks, Shape shape, Path folder) throws Exception {
        try (Model model = Model.newInstance("model", Device.cpu(), "PyTorch")) {
            model.getNDManager().getEngine().setRandomSeed(1);
            model.setBlock(blocks.get());
            model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, shape);
            model.save(folder, "model");
        }
    }

    private static void load(Supplier<Block> blocks, Path folder) throws Exception {
        try (Model model = Model.newInstance("model", Device.cpu(), "PyTorch")) {
            model.setBlock(blocks.get());
            model.load(folder, "model");
        }
    }

    @Test(dataProvider = "models")
    public void aModelOfOneLocaleLoadsInAnother(Supplier<Block> blocks, Shape shape)
            throws Exception {
        try (TemporaryFolder root = new TemporaryFolder();
                TemporaryFolder persian = new TemporaryFolder()) {
            in(Locale.ROOT, () -> save(blocks, shape, root.getPath()));
            in(
                    PERSIAN,
                    () -> {
                        save(blocks, shape, persian.getPath());
                        load(blocks, persian.getPath());
                        load(blocks, root.getPath());
                    });
            in(Locale.ROOT, () -> load(blocks, persian.getPath()));
            String file = "model-0000.params";
            long difference =
                    Files.mismatch(root.getPath().resolve(file), persian.getPath().resolve(file));
            Assert.assertEquals(difference, -1L, "first byte that differs");
        }
    }

    @Test
    public void aVocabularyIsTheSame() throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path file = folder.getPath().resolve("vocabulary.json");
            Vocabulary vocabulary = Vocabulary.ofCharacters("abc\u06f1");
            in(PERSIAN, () -> vocabulary.write(file));
            Assert.assertEquals(
                    Files.readString(file),
                    "{\"kind\":\"characters\",\"symbols\":[97,98,99,1777]}\n");
            in(PERSIAN, () -> Assert.assertEquals(Vocabulary.read(file), vocabulary));
        }
    }
}
