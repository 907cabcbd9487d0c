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
package io.github.hypernet.text.language;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.github.hypernet.text.recurrent.HyperLstm;
import io.github.hypernet.text.recurrent.HyperRnn;
import io.github.hypernet.text.recurrent.Lstm;
import io.github.hypernet.text.recurrent.RecurrentBuilder;

import org.testng.Assert;
import org.testng.annotations.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import javax.xml.parsers.DocumentBuilderFactory;

/** Texts with the changes of the weights under them. */
public class SamplePictureTest {

    private static final String TEXT = "a <b> & c\u0001\n\t\"d\"\ud83d\ude00\r\n";

    private static SamplePicture draw(RecurrentBuilder<?> recurrent) {
        Vocabulary vocabulary = Vocabulary.ofCharacters(TEXT);
        LanguageModel model =
                LanguageModel.builder()
                        .setVocabularySize(vocabulary.size())
                        .setRecurrent(recurrent)
                        .build();
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            model.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
            int live = manager.getManagedArrays().size();
            SamplePicture picture =
                    SamplePicture.of(model, vocabulary, manager, vocabulary.encode(TEXT));
            Assert.assertEquals(manager.getManagedArrays().size(), live, "live arrays");
            return picture;
        }
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    public void theSvgShowsEachSymbolAndItsNumbers() throws Exception {
        SamplePicture picture =
                draw(HyperLstm.builder().setStateSize(8).setHyperSize(4).setEmbeddingSize(2));
        Document svg = parse(picture.toSvg());
        int symbols = TEXT.codePointCount(0, TEXT.length());
        NodeList titles = svg.getElementsByTagName("title");
        Assert.assertEquals(titles.getLength(), symbols);
        Assert.assertEquals(
                titles.item(0).getTextContent(),
                "input 0.000, candidate 0.000, forget 0.000, output 0.000");
        // the ground, and four strips under each symbol
        Assert.assertEquals(svg.getElementsByTagName("rect").getLength(), 1 + 4 * symbols);
        StringBuilder shown = new StringBuilder();
        NodeList texts = svg.getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); ++i) {
            shown.append(texts.item(i).getTextContent());
        }
        String gates = "inputcandidateforgetoutput";
        Assert.assertEquals(
                shown.toString(),
                gates + "a <b> & c\u2401\u21b5" + gates + "\u2192\"d\"\ud83d\ude00\u240d\u21b5");
    }

    @Test
    public void theImageHasARowForEachLine() {
        BufferedImage image =
                draw(HyperRnn.builder().setStateSize(8).setHyperSize(4).setEmbeddingSize(2))
                        .toImage();
        // margins, names, eleven symbols; two lines with one gate
        Assert.assertEquals(image.getWidth(), 20 + 70 + 11 * 12 + 20);
        Assert.assertEquals(image.getHeight(), 2 * 20 + 2 * (22 + 9 + 10));
    }

    @Test
    public void withoutAHypernetworkThereIsNoPicture() {
        IllegalArgumentException e =
                Assert.expectThrows(
                        IllegalArgumentException.class, () -> draw(Lstm.builder().setStateSize(8)));
        Assert.assertTrue(e.getMessage().contains("whose weights a hypernetwork scales"));
    }
}
