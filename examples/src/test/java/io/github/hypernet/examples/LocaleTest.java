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
package io.github.hypernet.examples;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The app prints and saves the same in a country with digits of its own. */
public class LocaleTest extends InFolder {

    private final Locale usual = Locale.getDefault();

    @BeforeMethod(alwaysRun = true)
    public void readOtherDigits() {
        Locale.setDefault(Locale.forLanguageTag("fa-IR"));
        Assert.assertEquals(String.format("%d", 12), "\u06f1\u06f2");
    }

    @AfterMethod(alwaysRun = true)
    public void readUsualDigits() {
        Locale.setDefault(usual);
    }

    private static String printed(String... args) {
        Answer answer = Answer.of(args).good();
        String text = answer.out() + answer.err();
        Assert.assertTrue(
                text.chars().noneMatch(c -> c != '0' && Character.digit(c, 10) >= 0 && c > '9'),
                text);
        return answer.out();
    }

    @Test
    public void numbersAreTheSame() {
        String run = path("run");
        String trained = printed("train", "digits", "--epochs", "1", "--out", run);
        Assert.assertTrue(trained.contains("1,870      2,304"), trained);
        String accuracy = trained.lines().skip(1).findFirst().orElseThrow().substring(0, 30);
        Assert.assertTrue(printed("eval", run).contains(accuracy.stripTrailing()), trained);
        printed("runs", folder().toString());
        printed("materialize", run);
        printed("params");
        printed("params", "digits");
        printed("recipes");
        printed("train", "--resume", run, "--epochs", "2");
    }

    @Test
    public void aModelOfTextIsReadAgain() throws IOException {
        Path text = folder().resolve("cats.txt");
        Files.writeString(text, "the cat sat on the mat. ".repeat(100));
        String run = path("run");
        String small = "units=12,hyperUnits=4,embeddingSize=2,batchSize=4,length=20";
        List<String> train = new ArrayList<>(List.of("train", "text", "--data", text.toString()));
        train.addAll(List.of("--out", run, "--steps", "2"));
        List.of(small.split(",")).forEach(change -> train.addAll(List.of("--set", change)));
        printed(train.toArray(String[]::new));
        printed("eval", run);
        printed("sample", run, "--length", "5", "--picture", path("sample.svg"));
        String svg = Files.readString(folder().resolve("sample.svg"));
        Assert.assertTrue(svg.contains("<title>input 0."), svg);
    }
}
