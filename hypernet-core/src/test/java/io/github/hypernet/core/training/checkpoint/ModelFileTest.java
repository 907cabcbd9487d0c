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

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

public class ModelFileTest {

    private static final Shape INPUTS = new Shape(2, 3);

    private TemporaryFolder folder;

    @BeforeMethod
    public void makeFolder() {
        folder = new TemporaryFolder();
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        folder.close();
    }

    private static SequentialBlock plain(int units) {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(units).build())
                .add(BatchNorm.builder().build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(2).build());
    }

    private static Hypernetwork hyper() {
        return Hypernetwork.builder()
                .setMainNetwork(plain(4))
                .addGenerator(
                        LinearGenerator.builder().setEmbeddingSize(2).setChunkSize(4).build(),
                        ParameterSelector.weights())
                .build();
    }

    private static Model model(String engine, Block block, boolean initialized) {
        Model model = Model.newInstance("net", Device.cpu(), engine);
        model.setBlock(block);
        if (initialized) {
            block.initialize(model.getNDManager(), DataType.FLOAT32, INPUTS);
        }
        return model;
    }

    private static float[] outputs(Model model) {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDArray input = manager.arange(6f).reshape(INPUTS);
            return model.getBlock()
                    .forward(new ParameterStore(manager, false), new NDList(input), false)
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    /** The file of a model, and what the model gives. */
    private record Saved(Path file, float[] outputs) {}

    private Saved save(String engine, Block block) throws IOException {
        try (Model model = model(engine, block, true)) {
            return new Saved(ModelFile.save(folder.getPath(), model), outputs(model));
        }
    }

    /** A file of DJL's own, as those of before the checksum were. */
    private Saved saveWithout(String engine, Block block) throws IOException {
        try (Model model = model(engine, block, true)) {
            model.setProperty("Epoch", "0");
            model.save(folder.getPath(), "net");
            return new Saved(ModelFile.of(folder.getPath(), "net"), outputs(model));
        }
    }

    private static String refused(Path file, Model model) {
        IOException e = Assert.expectThrows(IOException.class, () -> ModelFile.load(file, model));
        Assert.assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        return e.getMessage();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void loadsIntoANewModelAndIntoOneThatIsInitialized(String engine) throws Exception {
        for (Supplier<Block> network :
                List.<Supplier<Block>>of(() -> plain(4), ModelFileTest::hyper)) {
            for (boolean checksum : new boolean[] {true, false}) {
                Block block = network.get();
                Saved saved = checksum ? save(engine, block) : saveWithout(engine, block);
                ModelFile.verify(saved.file);
                for (boolean initialized : new boolean[] {true, false}) {
                    try (Model model = model(engine, network.get(), initialized)) {
                        if (initialized) {
                            outputs(model); // a hypernetwork keeps its weights: they are made anew
                        }
                        ModelFile.load(saved.file, model);
                        Assert.assertEquals(outputs(model), saved.outputs);
                    }
                }
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void djlLoadsTheFileAlone(String engine) throws Exception {
        Saved saved = save(engine, plain(4));
        try (Model model = model(engine, plain(4), false)) {
            model.load(folder.getPath(), "net");
            Assert.assertEquals(outputs(model), saved.outputs);
            // and what DJL saves then has no checksum, and says so
            model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, INPUTS);
            model.save(folder.getPath().resolve("again"), "net");
            Path again = ModelFile.of(folder.getPath().resolve("again"), "net");
            ModelFile.verify(again);
            ModelFile.load(again, model);
            Assert.assertEquals(outputs(model), saved.outputs);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void anInitializedModelKeepsItsArrays(String engine) throws Exception {
        Saved saved = save(engine, hyper());
        try (Model model = model(engine, hyper(), true)) {
            List<Parameter> parameters = model.getBlock().getParameters().values();
            List<NDArray> arrays = parameters.stream().map(Parameter::getArray).toList();
            int count = model.getNDManager().getManagedArrays().size();
            ModelFile.load(saved.file, model);
            for (int i = 0; i < arrays.size(); ++i) {
                Assert.assertSame(parameters.get(i).getArray(), arrays.get(i));
            }
            Assert.assertEquals(model.getNDManager().getManagedArrays().size(), count);
            Assert.assertEquals(outputs(model), saved.outputs);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aFlippedBitAtAnyPlaceIsRefused(String engine) throws Exception {
        Path file = save(engine, hyper()).file;
        byte[] bytes = Files.readAllBytes(file);
        try (Model model = model(engine, hyper(), true)) {
            float[] before = outputs(model);
            for (int i = 0; i < bytes.length; ++i) {
                byte[] changed = bytes.clone();
                changed[i] ^= (byte) (1 << i % 8);
                Files.write(file, changed);
                String message = refused(file, model);
                Assert.assertTrue(message.contains("is damaged"), message);
                Assert.expectThrows(IOException.class, () -> ModelFile.verify(file));
            }
            Assert.assertEquals(outputs(model), before);
        }
    }

    @Test
    public void aFileThatIsCutOffOrGoesOnIsRefused() throws Exception {
        Path file = save("PyTorch", hyper()).file;
        byte[] bytes = Files.readAllBytes(file);
        try (Model model = model("PyTorch", hyper(), false)) {
            for (int length = 0; length < bytes.length + 20; ++length) {
                if (length != bytes.length) {
                    Files.write(file, Arrays.copyOf(bytes, length));
                    String message = refused(file, model);
                    Assert.assertTrue(message.contains("is damaged"), message);
                    Assert.expectThrows(IOException.class, () -> ModelFile.verify(file));
                }
            }
        }
    }

    /** Damage in an old file may change values, but nothing else comes of it. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void damageInAFileWithoutAChecksumIsAnIoException(String engine) throws Exception {
        Path file = saveWithout(engine, hyper()).file;
        byte[] bytes = Files.readAllBytes(file);
        int refused = 0;
        int tried = 0;
        for (int place = 0; place < bytes.length; place += place < 300 ? 1 : 4) {
            byte[] changed = bytes.clone();
            int kind = tried++ % 3;
            changed[place] = (byte) (kind == 0 ? 0x7f : kind == 1 ? 0xff : changed[place] ^ 1);
            Files.write(file, changed);
            try (Model model = model(engine, hyper(), false)) {
                ModelFile.load(file, model);
            } catch (IOException e) {
                ++refused;
                Assert.assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
                Assert.assertFalse(e.getMessage().matches(".*\\p{Cntrl}.*"), e.getMessage());
            }
        }
        Assert.assertTrue(refused > tried / 3, "refused " + refused);
        for (int length = 0; length < bytes.length; length += 7) {
            Files.write(file, Arrays.copyOf(bytes, length));
            try (Model model = model(engine, hyper(), false)) {
                refused(file, model);
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aFileOfTheOtherKindIsNamed(String engine) throws Exception {
        for (boolean checksum : new boolean[] {true, false}) {
            Path file = checksum ? save(engine, hyper()).file : saveWithout(engine, hyper()).file;
            try (Model plain = model(engine, plain(4), false)) {
                String message = refused(file, plain);
                Assert.assertTrue(message.contains("is a hypernetwork's file"), message);
                Assert.assertFalse(message.contains("damaged"), message);
            }
            try (Model model = model(engine, hyper(), true)) {
                float[] outputs = outputs(model);
                model.setBlock(((Hypernetwork) model.getBlock()).materialize());
                file = ModelFile.save(folder.getPath().resolve("plain"), model);
                try (Model plain = model(engine, plain(4), false)) {
                    ModelFile.load(file, plain);
                    Assert.assertEquals(outputs(plain), outputs, 1e-5f);
                }
            }
            try (Model hyper = model(engine, hyper(), false)) {
                String message = refused(file, hyper);
                Assert.assertTrue(message.contains("is a plain network's file"), message);
                Assert.assertFalse(message.contains("damaged"), message);
            }
        }
    }

    @Test
    public void otherSizesAreNamed() throws Exception {
        Path file = save("PyTorch", plain(5)).file;
        try (Model model = model("PyTorch", plain(4), true)) {
            float[] before = outputs(model);
            String message = refused(file, model);
            for (String part :
                    List.of("other sizes", "01Linear_weight", "(5, 3)", "(4, 3)", "not fit")) {
                Assert.assertTrue(message.contains(part), message);
            }
            Assert.assertEquals(outputs(model), before);
        }
        try (Model model =
                model("PyTorch", plain(4).add(Linear.builder().setUnits(2).build()), true)) {
            float[] before = outputs(model);
            Assert.assertTrue(refused(file, model).contains("does not fit this model"));
            Assert.assertEquals(outputs(model), before);
        }
        SequentialBlock shorter = new SequentialBlock().add(Linear.builder().setUnits(5).build());
        try (Model model = model("PyTorch", shorter, false)) {
            Assert.assertTrue(refused(file, model).contains("does not fit this model"));
            Assert.assertFalse(shorter.getParameters().get(0).getValue().isInitialized());
        }
    }

    @Test
    public void aMissingFileIsNamed() {
        try (Model model = model("PyTorch", plain(4), false)) {
            refused(folder.getPath().resolve("none-0000.params"), model);
            refused(folder.getPath(), model);
        }
    }

    @Test
    public void nothingIsLeftBesideTheFileAndLeftoversStopNothing() throws Exception {
        Path file = ModelFile.of(folder.getPath(), "net");
        String name = file.getFileName().toString();
        Path old = Files.createDirectory(folder.getPath().resolve("." + name + ".tmp"));
        Files.writeString(old.resolve("notes.txt"), "mine");
        Path link = folder.getPath().resolve(".tmp");
        Files.createSymbolicLink(link, Files.writeString(folder.getPath().resolve("mine"), "x"));
        save("PyTorch", plain(4));
        Assert.assertEquals(Files.readString(old.resolve("notes.txt")), "mine");
        Assert.assertEquals(Files.readString(link), "x");
        try (var files = Files.list(folder.getPath())) {
            Assert.assertEquals(files.count(), 4);
        }
    }

    @Test
    public void numbersOfTheFileAreOfNoLocale() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));
        try {
            Saved saved = save("PyTorch", plain(4));
            try (Model model = model("PyTorch", plain(4), false)) {
                ModelFile.load(saved.file, model);
                Assert.assertEquals(outputs(model), saved.outputs);
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
