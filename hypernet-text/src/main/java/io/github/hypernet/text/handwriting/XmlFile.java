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
import java.io.StringReader;
import java.nio.file.Path;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML element by element. Nothing but the file is read. Entities that the file itself
 * declares are replaced, see {@link XmlEntities}; others are an error.
 */
final class XmlFile implements AutoCloseable {

    private static final int SHARE_OF_HEAP = 16; // it is text then, and points

    private final String name;
    private final XMLStreamReader reader;

    /** Opens a file. */
    XmlFile(Path file) throws IOException {
        this(file.toString(), SourceFile.openText(file));
    }

    /**
     * Reads from a stream.
     *
     * @param name what messages call it
     * @param in the stream; it is closed
     */
    XmlFile(String name, InputStream in) throws IOException {
        this.name = name;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        try (in) {
            String text = XmlText.of(name, SourceFile.bytes(name, in, SHARE_OF_HEAP));
            reader = factory.createXMLStreamReader(new StringReader(text));
        } catch (XMLStreamException e) {
            throw error(e);
        }
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
                    throw error("the entity " + Quoted.of(reader.getLocalName()) + " is unknown");
                }
                if (event == XMLStreamReader.START_ELEMENT
                        || event == XMLStreamReader.END_ELEMENT) {
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw error(e);
        } catch (RuntimeException e) {
            // the parser meets some damage in ways of its own
            throw new IOException(name + " is not well-formed XML", e);
        }
    }

    /** Goes to the end of the element that begins here, and returns the text in it. */
    String text() throws IOException {
        try {
            return reader.getElementText();
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

    /** Returns the element's namespace; empty if it has none. */
    String namespace() {
        return reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
    }

    /** Returns an attribute, of no namespace, of the element that begins here; or null. */
    String attribute(String attribute) {
        return reader.getAttributeValue("", attribute);
    }

    /** Returns an attribute that is a number, finite as a float too. */
    double number(String attribute) throws IOException {
        String value = attribute(attribute);
        if (value == null) {
            throw error("the element " + element() + " has no " + attribute);
        }
        try {
            double number = Double.parseDouble(value);
            if (Float.isFinite((float) number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw error(
                attribute + " of the element " + element() + " is no number: " + Quoted.of(value));
    }

    /** Makes an exception that names the file and the line. */
    IOException error(String what) {
        return new IOException(place() + ": " + what);
    }

    /** Returns the file and the line. */
    String place() {
        return name + ", line " + reader.getLocation().getLineNumber();
    }

    private IOException error(XMLStreamException e) {
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
        // the parser's message has a line of its own before what it says
        String reason = String.valueOf(e.getMessage()).replaceFirst("(?s)\\A.*?\nMessage: ", "");
        return new IOException(
                name + ", line " + line + " is not well-formed XML: " + Quoted.plain(reason), e);
    }

    @Override
    public void close() throws IOException {
        try {
            reader.close();
        } catch (XMLStreamException e) {
            throw error(e);
        }
    }
}
