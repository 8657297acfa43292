package io.flowcanary.bridge.envelope;

import io.flowcanary.record.UnusableRecordException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes personal data out of what cannot be used, so that it can be kept: JSON keeps its structure, and every text or number
 * becomes {@code "*"} but those of {@link TechnicalFields}. The result is JSON of at most {@value #LARGEST} bytes.
 */
public final class Redaction {
    /** The most that is kept of a payload, in bytes. */
    public static final int LARGEST = 4096;

    /** What a field of Genesys or of ours looks like; anything else may be data in a key's place. */
    private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z][A-Za-z_-]{0,47}");

    private final AttributeNames names;

    public Redaction(AttributeNames names) {
        this.names = names;
    }

    /** Of any bytes; of those that are no JSON only {@code {"length":…,"sha256":"…"}} is left. */
    public String redact(byte[] payload) {
        try {
            return redact(Json.read(payload));
        } catch (UnusableRecordException e) {
            return fingerprint(payload.length, sha256().digest(payload));
        }
    }

    /** Of a tree; one that stays too large is reduced to length, SHA-256 and its technical fields. */
    public String redact(JsonNode tree) {
        byte[] whole = Json.write(redacted(tree, false));
        if (whole.length <= LARGEST) {
            return new String(whole, StandardCharsets.UTF_8);
        }
        byte[] original = tree.toString().getBytes(StandardCharsets.UTF_8);
        ObjectNode rest = fingerprintTree(original.length, sha256().digest(original));
        ObjectNode technical = rest.putObject("technical");
        TechnicalFields.collect(tree, technical);
        return new String(Json.write(rest), StandardCharsets.UTF_8);
    }

    /** All that is kept of a payload that is no JSON. */
    static String fingerprint(long length, byte[] sha256) {
        return new String(Json.write(fingerprintTree(length, sha256)), StandardCharsets.UTF_8);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static ObjectNode fingerprintTree(long length, byte[] sha256) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("length", length)
                .put("sha256", HexFormat.of().formatHex(sha256));
    }

    private JsonNode redacted(JsonNode value, boolean inAttributes) {
        if (value.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                field(field.getKey(), field.getValue(), inAttributes, copy);
            }
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : value) {
                copy.add(redacted(element, inAttributes));
            }
            return copy;
        }
        return value.isBoolean() || value.isNull() ? value : masked();
    }

    private void field(String name, JsonNode value, boolean inAttributes, ObjectNode copy) {
        if (inAttributes) {
            if (names.contains(name)) {
                copy.set(name, redacted(value, true));
            }
        } else if (!isFieldName(name)) {
            copy.set("*", masked());
        } else if (TechnicalFields.isSafe(name, value)) {
            copy.set(name, value);
        } else {
            copy.set(name, redacted(value, name.equals("attributes")));
        }
    }

    /** Whether a key is a field's name, and no data in its place. */
    static boolean isFieldName(String key) {
        return FIELD_NAME.matcher(key).matches();
    }

    private static JsonNode masked() {
        return JsonNodeFactory.instance.stringNode("*");
    }
}
