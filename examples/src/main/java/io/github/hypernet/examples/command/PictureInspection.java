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

import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;

/** Looks at a picture that a run drew. */
final class PictureInspection {

    private static final String DISALLOW = "http://apache.org/xml/features/disallow-doctype-decl";

    private PictureInspection() {}

    static String look(Path file) throws IOException {
        boolean whole = file.toString().endsWith(".svg") ? isXml(file) : isImage(file);
        if (!whole) {
            throw new IOException("it is no whole picture; it can be deleted");
        }
        return "";
    }

    private static boolean isImage(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ImageIO.read(in) != null;
        }
    }

    private static boolean isXml(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setFeature(DISALLOW, true);
            factory.newSAXParser().parse(in, new DefaultHandler());
            return true;
        } catch (SAXException e) {
            return false;
        } catch (ParserConfigurationException e) {
            throw new AssertionError("every Java's parser has it", e);
        }
    }
}
