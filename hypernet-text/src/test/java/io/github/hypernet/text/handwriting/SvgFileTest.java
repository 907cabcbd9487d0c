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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What of SVG is a stroke, where it lies, and what is said of the rest. */
public class SvgFileTest {

    private static final String LINE = "<polyline points=\"1,2 3,5\"/>";

    private TemporaryFolder temporary;
    private ReadingLog log;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
        log = new ReadingLog(false);
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(temporary.getPath().resolve("a.svg"), text);
    }

    /** Reads the strokes of one drawing. */
    private List<float[][]> strokes(String inside) throws IOException {
        List<Drawing> drawings = SvgFile.read(file("<svg>" + inside + "</svg>"), log);
        Assert.assertEquals(drawings.size(), 1, inside);
        return drawings.get(0).strokes();
    }

    private void refused(String text, String part) throws IOException {
        Path file = file(text);
        IOException e = Assert.expectThrows(IOException.class, () -> SvgFile.read(file));
        Assert.assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        Assert.assertTrue(e.getMessage().contains(part), e.getMessage());
        Assert.assertEquals(e.getMessage().lines().count(), 1, e.getMessage());
    }

    private static void assertPoints(float[][] points, double... expected) {
        Assert.assertEquals(points.length, expected.length / 2);
        for (int i = 0; i < expected.length; ++i) {
            Assert.assertEquals(points[i / 2][i % 2], expected[i], 1e-4, "number " + i);
        }
    }

    @DataProvider
    public Object[][] transforms() {
        return new Object[][] {
            {"<g transform='translate(10)'>" + LINE + "</g>", 11, 2, 13, 5},
            {"<g transform='translate(0,0)'>" + LINE + "</g>", 1, 2, 3, 5},
            {"<g transform='none'>" + LINE + "</g>", 1, 2, 3, 5},
            {"<g transform='translate(1 1) scale(2,-1)'>" + LINE + "</g>", 3, -1, 7, -4},
            {
                "<g transform='scale(2)'><g transform='translate(1,1)'>" + LINE + "</g></g>",
                4,
                6,
                8,
                12
            },
            {"<g transform='matrix(0 1-1 0,5.5.5)'>" + LINE + "</g>", 3.5, 1.5, .5, 3.5},
            {"<g transform='rotate(90)'>" + LINE + "</g>", -2, 1, -5, 3},
            {"<g transform='rotate(180, 1, 2)'>" + LINE + "</g>", 1, 2, -1, -1},
            {"<g transform='skewX(45) skewY(0)'>" + LINE + "</g>", 3, 2, 8, 5},
            {
                "<g style='fill: none; transform: translateX(1px) scaleY(2)'>" + LINE + "</g>",
                2,
                4,
                4,
                10
            },
            {
                "<g style='transform:rotate(.25turn)' transform='scale(9)'>" + LINE + "</g>",
                -2,
                1,
                -5,
                3
            },
            {
                "<style>.a, #b {transform: scale(3)}</style><g class='c a'>" + LINE + "</g>",
                3,
                6,
                9,
                15
            },
            {
                "<style><![CDATA[/*x*/ #b{transform:scale(3)}]]></style><g id='b'>" + LINE + "</g>",
                3,
                6,
                9,
                15
            },
            {"<polyline transform='scale(2)' points='1,2 3,5'/>", 2, 4, 6, 10},
            {"<line transform='scale(2)' x2='3px' y2='1in'/>", 0, 0, 6, 192},
            {"<a transform='scale(2)'>" + LINE + "</a>", 2, 4, 6, 10},
            {"<svg x='5' y='6'>" + LINE + "</svg>", 6, 8, 8, 11},
            {"<svg width='20' height='30' viewBox='1 1 10 10'>" + LINE + "</svg>", 0, 7, 4, 13},
        };
    }

    @Test(dataProvider = "transforms")
    public void transformsAreApplied(String text, double x, double y, double otherX, double otherY)
            throws IOException {
        assertPoints(strokes(text).get(0), x, y, otherX, otherY);
    }

    @Test
    public void numbersStandAsSvgAllows() throws IOException {
        assertPoints(
                strokes("<polyline points='10-20+3 1e-5,.5.5\n7.,\t8E1'/>").get(0),
                10,
                -20,
                3,
                1e-5,
                .5,
                .5,
                7,
                80);
        assertPoints(strokes("<polygon points='1,1 2,2 3,1'/>").get(0), 1, 1, 2, 2, 3, 1, 1, 1);
        assertPoints(strokes("<polygon points='1 1'/>").get(0), 1, 1);
        assertPoints(strokes("<line/>").get(0), 0, 0);
        for (String bad : List.of("1 2 3", "1 2 3 x", "1 2 3 --4", "0x1 2", "1e 2", "1e99 1")) {
            refused("<svg>\n<polyline points='" + bad + "'/></svg>", "line 2: points");
        }
        refused("<svg>\n<line x1='50%'/></svg>", "line 2: points of the element line");
    }

    @Test
    public void onlyWhatIsSeenIsAStroke() throws IOException {
        List<float[][]> strokes =
                strokes(
                        "<defs>"
                                + LINE
                                + "<g>"
                                + LINE
                                + "</g></defs><symbol>"
                                + LINE
                                + "</symbol>"
                                + "<clipPath>"
                                + LINE
                                + "</clipPath><mask>"
                                + LINE
                                + "</mask>"
                                + "<marker>"
                                + LINE
                                + "</marker><pattern>"
                                + LINE
                                + "</pattern>"
                                + "<style>.h{display:none}.v{visibility:hidden}</style>"
                                + "<g display='none'><g>"
                                + LINE
                                + "</g></g>"
                                + "<g style='display: none !important;'>"
                                + LINE
                                + "</g>"
                                + "<g class='h'>"
                                + LINE
                                + "</g>"
                                + "<g class='v'>"
                                + LINE
                                + "<a visibility='visible'>"
                                + "<line x2='4'/></a></g>"
                                + "<polyline xmlns='http://other' points='8 8 8 9'/>"
                                + "<text xmlns:o='http://other' o:points='8 8'>a</text>");
        Assert.assertEquals(strokes.size(), 1);
        assertPoints(strokes.get(0), 0, 0, 4, 0);
        Assert.assertEquals(
                log.toString(),
                "elements text of SVG passed over: 1; hidden elements of SVG passed over: 4");
    }

    @Test
    public void whatIsPassedOverIsNamed() throws IOException {
        strokes(
                "<path d='M1 1'/><path/><rect/><circle/><ellipse/><use href='#a'/><image/>"
                        + LINE
                        + "<polyline points=' '/><polyline/>");
        for (String part :
                List.of(
                        "path of SVG passed over: 2",
                        "rect",
                        "circle",
                        "ellipse",
                        "use",
                        "image",
                        "elements without points of SVG passed over: 2")) {
            Assert.assertTrue(log.toString().contains(part), log.toString());
        }
    }

    @Test
    public void whatMovesElementsOtherwiseIsRefused() throws IOException {
        for (String style :
                List.of(
                        "style='transform:rotate3d(1,1,1,2deg)'",
                        "transform='rotate(1 2)'",
                        "transform='scale(2'",
                        "style='rotate: 3deg'",
                        "transform='translate(1em)'",
                        "transform='scale(2)' transform-origin='1 1'",
                        "transform='scale(1e39)'")) {
            refused("<svg>\n<g " + style + ">" + LINE + "</g></svg>", "line 2: the element ");
        }
        refused("<svg>\n<style>g > a {transform: scale(2)}</style>" + LINE + "</svg>", "g > a");
        refused(
                "<svg>\n<svg viewBox='0 0 1 1'>" + LINE + "</svg></svg>",
                "line 2: the element svg");
        refused("<html>" + LINE + "</html>", "line 1: it is no SVG");
    }

    @Test
    public void anEntityIsReplacedOrAnError() throws IOException {
        String type = "<!DOCTYPE svg PUBLIC \"a\"\n 'http://nowhere.invalid/a.dtd'";
        String image = "<svg>\n<polyline points='1,1 &p; 3,3'/></svg>";
        assertPoints(
                SvgFile.read(file(type + " [<!ENTITY p \"2,2\">]>" + image))
                        .get(0)
                        .strokes()
                        .get(0),
                1,
                1,
                2,
                2,
                3,
                3);
        refused(type + ">" + image, "line 3 is not well-formed XML");
        refused(type + " [<!ENTITY % d SYSTEM 'd.dtd'> %d;]>" + image, "parameter entities");
        refused("<!-- <!DOCTYPE --><?a?>" + type + " []>" + image, "line 3 is not well-formed");
        StringBuilder laughs = new StringBuilder("<!DOCTYPE svg [<!ENTITY e0 '1 1 '>");
        for (int i = 1; i < 30; ++i) {
            laughs.append("<!ENTITY e" + i + " '").append(("&e" + (i - 1) + ";").repeat(10));
            laughs.append("'>");
        }
        refused(laughs + "]><svg><polyline points='&e29;'/></svg>", "entities that grow");
    }

    @Test
    public void filesInOtherEncodingsAreRead() throws IOException {
        for (Charset charset :
                List.of(
                        StandardCharsets.UTF_16, StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16BE, StandardCharsets.ISO_8859_1)) {
            String text =
                    "<?xml version='1.0' encoding='"
                            + charset
                            + "'?><svg><g id='\u00e9'>"
                            + LINE
                            + "</g></svg>";
            Path file = Files.write(file(""), text.getBytes(charset));
            assertPoints(SvgFile.read(file).get(0).strokes().get(0), 1, 2, 3, 5);
        }
        Path upper = temporary.getPath().resolve("b.SVG");
        Files.writeString(upper, "<svg>" + LINE + "</svg>");
        Assert.assertEquals(DrawingFiles.list(upper).size(), 1);
        Path file =
                Files.write(
                        file(""), "<svg>\n<g id='\u00e9'/>".getBytes(Charset.forName("cp1252")));
        IOException e = Assert.expectThrows(IOException.class, () -> SvgFile.read(file));
        Assert.assertEquals(e.getMessage(), file + ", line 2: malformed UTF-8");
        refused("<?xml version='1.0' encoding='none'?><svg/>", "encoding \"none\" is unknown");
    }

    @Test
    public void theSmallCasesAnswerAsTheyShould() throws Exception {
        Path cases = Path.of(SvgFileTest.class.getResource("/cases/strokes").toURI());
        Assert.assertEquals(SvgFile.read(cases.resolve("svg-defs.svg")).size(), 3);
        for (String name : List.of("svg-illustrator-entities.svg", "svg-minus-separates.svg")) {
            Assert.assertEquals(SvgFile.read(cases.resolve(name)).size(), 3);
        }
        List<Drawing> entity = SvgFile.read(cases.resolve("svg-entity-in-points.svg"));
        Assert.assertEquals(entity.get(0).size(), 4);
        List<Drawing> lost = SvgFile.read(cases.resolve("svg-lost-strokes.svg"), log);
        Assert.assertEquals(lost.get(0).strokes().size(), 3);
        Assert.assertEquals(log.toString(), "elements path of SVG passed over: 3");
        Drawing moved = SvgFile.read(cases.resolve("svg-style-transform.svg")).get(0);
        assertPoints(moved.strokes().get(0), 54, 4, 58, 8, 62, 4);
        Path huge = cases.resolve("svg-huge-values.svg");
        IOException e = Assert.expectThrows(IOException.class, () -> SvgFile.read(huge));
        Assert.assertTrue(e.getMessage().startsWith(huge + ", line 1"), e.getMessage());
    }
}
