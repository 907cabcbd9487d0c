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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML element by element. Nothing but the file is read: a document type is passed over, and
 * entities that it declares are unknown, which is an error.
 */
final class XmlFile implements AutoCloseable {

    private final String name;
    private final InputStream in;
    private final XMLStreamReader reader;

    /** Opens a file. */
    XmlFile(Path file) throws IOException {
        this(file.toString(), open(file));
    }

    /**
     * Reads from a stream.
     *
     * @param name what messages call it
     * @param in the stream; it is closed with this
     */
    XmlFile(String name, InputStream in) throws IOException {
        this.name = name;
        this.in = in;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        try {
            reader = factory.createXMLStreamReader(in);
        } catch (XMLStreamException e) {
            in.close();
            throw error(e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return Files.newInputStream(file);
    }

    /**
     * Goes to the next begin or end of an element.
     *
     * @return whether there is one
     */
    boolean next() throws IOException {
        try {
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamReader.ENTITY_REFERENCE) {
                    throw error("the entity " + reader.getLocalName() + " is unknown");
                }
                if (event == XMLStreamReader.START_ELEMENT
                        || event == XMLStreamReader.END_ELEMENT) {
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw error(e);
        }
    }

    /** Returns whether an element begins here. */
    boolean isBegin() {
        return reader.isStartElement();
    }

    /** Returns the element's name, without its namespace. */
    String element() {
        return reader.getLocalName();
    }

    /** Returns an attribute of the element that begins here; null if there is none. */
    String attribute(String attribute) {
        return reader.getAttributeValue(null, attribute);
    }

    /** Returns an attribute that is a number, finite as a float too. */
    double number(String attribute) throws IOException {
        String value = attribute(attribute);
        if (value == null) {
            throw error("the element " + element() + " has no " + attribute);
        }
        return number(attribute, value);
    }

    /** Reads a number of an attribute. */
    double number(String attribute, String value) throws IOException {
        try {
            double number = Double.parseDouble(value);
            if (Float.isFinite((float) number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw error(
                String.format(
                        Locale.ROOT,
                        "%s of the element %s is no number: \"%s\"",
                        attribute,
                        element(),
                        value));
    }

    /** Makes an exception that names the file and the line. */
    IOException error(String what) {
        return new IOException(
                name + ", line " + reader.getLocation().getLineNumber() + ": " + what);
    }

    private IOException error(XMLStreamException e) {
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
        // the parser's message has a line of its own before what it says
        String reason = e.getMessage().replaceAll("(?s).*\nMessage: ", "");
        return new IOException(name + ", line " + line + " is not well-formed XML: " + reason, e);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
