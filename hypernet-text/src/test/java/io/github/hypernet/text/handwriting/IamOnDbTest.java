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
package io.github.hypernet.text.handwriting;

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Lines of handwriting whose readings come at any rate: as many points as readings. */
public class IamOnDbTest {

    private static final int STROKES = 12;
    private static final int READINGS = 40; // of a stroke

    private TemporaryFolder temporary;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    @DataProvider
    public Object[][] periods() {
        double[] milliseconds = {5, 6, 7.5, 9, 10, 11, 12.5, 13.3, 15, 17, 20, 20.1, 22.5, 25, 30};
        List<Object[]> periods = new ArrayList<>();
        for (double period : milliseconds) {
            periods.add(new Object[] {period, (DoubleUnaryOperator) t -> Math.rint(t * 100) / 100});
            periods.add(
                    new Object[] {
                        period, (DoubleUnaryOperator) t -> Math.floor(t * 100 + 1e-6) / 100
                    });
        }
        return periods.toArray(Object[][]::new);
    }

    /**
     * Writes a line.
     *
     * @param missing the readings that are missing after each 10th of a stroke
     */
    private Path line(double milliseconds, DoubleUnaryOperator rounding, int missing)
            throws IOException {
        Random random = new Random(3);
        StringBuilder xml = new StringBuilder("<S>");
        double time = 700;
        for (int stroke = 0; stroke < STROKES; ++stroke) {
            xml.append("<Stroke>\n");
            for (int i = 0; i < READINGS; ++i) {
                time += milliseconds / 1000 * (i == 10 ? 1 + missing : 1);
                xml.append(
                        String.format(
                                Locale.ROOT,
                                "<Point x=\"%d\" y=\"%d\" time=\"%.2f\"/>%n",
                                i,
                                stroke,
                                rounding.applyAsDouble(time)));
            }
            xml.append("</Stroke>\n");
            time += random.nextDouble();
        }
        return Files.writeString(temporary.getPath().resolve("a-01.xml"), xml.append("</S>"));
    }

    @Test(dataProvider = "periods")
    public void noPointIsInvented(double milliseconds, DoubleUnaryOperator rounding)
            throws IOException {
        ReadingLog log = new ReadingLog(false);
        Drawing drawing = IamOnDb.readLine(line(milliseconds, rounding, 0), log);
        Assert.assertEquals(drawing.size(), STROKES * READINGS);
        Assert.assertEquals(log.toString(), "missing readings filled in: 0");
    }

    @Test(dataProvider = "periods")
    public void gapsAreFilledAsLongAsTheyAre(double milliseconds, DoubleUnaryOperator rounding)
            throws IOException {
        for (int missing : new int[] {3, 4, 7}) {
            ReadingLog log = new ReadingLog(false);
            Drawing drawing = IamOnDb.readLine(line(milliseconds, rounding, missing), log);
            Assert.assertEquals(drawing.size(), STROKES * (READINGS + missing));
            Assert.assertEquals(log.toString(), "missing readings filled in: " + STROKES * missing);
        }
        // here the pen rests
        Drawing drawing = IamOnDb.readLine(line(milliseconds, rounding, 60));
        Assert.assertEquals(drawing.size(), STROKES * READINGS);
    }

    @Test
    public void aSplitOfFewFormsIsMadeOrItsNeedSaid() throws IOException {
        Path folder = temporary.getPath();
        Path line = line(15, Math::rint, 0);
        IOException one =
                Assert.expectThrows(IOException.class, () -> DrawingFiles.read(folder, 1));
        Assert.assertTrue(one.getMessage().contains("two forms or more"), one.getMessage());
        Files.copy(line, folder.resolve("b-01.XML"));
        DrawingSet set = DrawingFiles.read(folder, 1);
        Assert.assertEquals(set.training().size(), 1);
        Assert.assertEquals(set.validation().size(), 1);
    }

    @Test
    public void shortLinesAreLeftOutOnlyWhereAsked() throws IOException {
        Path folder = temporary.getPath();
        String text = "<S><Stroke><Point x=\"1\" y=\"1\"/><Point x=\"2\" y=\"1\"/></Stroke></S>";
        for (String name : List.of("a-01.xml", "b-01.xml", "b-02.xml")) {
            Files.writeString(folder.resolve(name), text);
        }
        Assert.assertEquals(DrawingFiles.read(folder, 1).validation().size(), 2);
        IOException e = Assert.expectThrows(IOException.class, () -> IamOnDb.fromFolder(folder));
        Assert.assertTrue(e.getMessage().contains("300 points or more"), e.getMessage());
    }
}
