package io.flowcanary.local.aws;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes answers of the query protocol. */
final class QueryXml {
    private static final XMLOutputFactory XML = XMLOutputFactory.newInstance();

    /** SQS repeats an element instead of nesting a list; these are the elements' names. */
    private static final Map<String, String> SQS_ELEMENTS =
            Map.of("QueueUrls", "QueueUrl", "Messages", "Message", "Failed", "BatchResultErrorEntry");

    private QueryXml() {}

    static byte[] success(Service service, String operation, ObjectNode result, String requestId) {
        return document(service.namespace(), operation + "Response", xml -> {
            if (result != null) {
                xml.writeStartElement(operation + "Result");
                members(xml, service, operation, result);
                xml.writeEndElement();
            }
            xml.writeStartElement("ResponseMetadata");
            element(xml, "RequestId", requestId);
            xml.writeEndElement();
        });
    }

    static byte[] failure(Service service, AwsError error, String requestId) {
        return document(service == null ? "" : service.namespace(), "ErrorResponse", xml -> {
            xml.writeStartElement("Error");
            element(xml, "Type", error.sender() ? "Sender" : "Receiver");
            element(xml, "Code", error.queryCode());
            element(xml, "Message", error.getMessage() == null ? "" : error.getMessage());
            xml.writeEndElement();
            element(xml, "RequestId", requestId);
        });
    }

    private static void members(XMLStreamWriter xml, Service service, String operation, JsonNode object)
            throws XMLStreamException {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (service == Service.SQS && name.equals("Attributes")) {
                entries(xml, "Attribute", "Name", "Value", value);
            } else if (service == Service.SQS && name.equals("Tags")) {
                entries(xml, "Tag", "Key", "Value", value);
            } else if (service == Service.SNS && name.equals("Attributes")) {
                xml.writeStartElement(name);
                entries(xml, "entry", "key", "value", value);
                xml.writeEndElement();
            } else if (service == Service.SQS && value.isArray()) {
                String element = SQS_ELEMENTS.getOrDefault(name, operation + "ResultEntry");
                for (JsonNode one : value) {
                    value(xml, service, operation, element, one);
                }
            } else {
                value(xml, service, operation, name, value);
            }
        }
    }

    private static void value(XMLStreamWriter xml, Service service, String operation, String name, JsonNode value)
            throws XMLStreamException {
        if (value.isArray()) {
            xml.writeStartElement(name);
            for (JsonNode one : value) {
                value(xml, service, operation, "member", one);
            }
            xml.writeEndElement();
        } else if (value.isObject()) {
            xml.writeStartElement(name);
            members(xml, service, operation, value);
            xml.writeEndElement();
        } else {
            element(xml, name, value.asString());
        }
    }

    private static void entries(XMLStreamWriter xml, String entry, String key, String value, JsonNode map)
            throws XMLStreamException {
        for (Map.Entry<String, JsonNode> one : map.properties()) {
            xml.writeStartElement(entry);
            element(xml, key, one.getKey());
            element(xml, value, one.getValue().asString());
            xml.writeEndElement();
        }
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        // A parser turns a bare carriage return into a line feed, which would change the body under its MD5.
        String[] lines = text.split("\r", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                xml.writeEntityRef("#xD");
            }
            xml.writeCharacters(lines[i]);
        }
        xml.writeEndElement();
    }

    private interface Content {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static byte[] document(String namespace, String root, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XML.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement(root);
            if (!namespace.isEmpty()) {
                xml.writeDefaultNamespace(namespace);
            }
            content.write(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("an answer could not be written as XML", e);
        }
        return bytes.toByteArray();
    }
}
