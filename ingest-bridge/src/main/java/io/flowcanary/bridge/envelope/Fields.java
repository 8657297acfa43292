package io.flowcanary.bridge.envelope;

import io.flowcanary.record.UnusableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Typed reads of one JSON object that know its path; what they throw names paths and types, never values. */
final class Fields {
    /** Genesys ids have 36 characters and enum values about 30: longer ones are no such thing. */
    static final int LONGEST_TEXT = 256;

    private static final Pattern ENUM = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    private final String path;
    private final JsonNode object;

    private Fields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    static Fields ofEnvelope(JsonNode envelope) {
        if (!envelope.isObject()) {
            throw wrongType("the envelope", "an object", envelope);
        }
        return new Fields("", envelope);
    }

    /** The object under this name, which must be there. */
    Fields object(String name) {
        Fields fields = objectOrNull(name);
        if (fields == null) {
            throw missing(name);
        }
        return fields;
    }

    Fields objectOrNull(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            throw wrongType(path(name), "an object", value);
        }
        return new Fields(path(name) + ".", value);
    }

    /** The text under this name, which must be there and not blank. */
    String text(String name) {
        String text = textOrNull(name);
        if (text == null) {
            throw missing(name);
        }
        return text;
    }

    /** The stripped text under this name; null when it is absent or blank. */
    String textOrNull(String name) {
        String text = anyTextOrNull(name);
        if (text != null && text.length() > LONGEST_TEXT) {
            throw new UnusableRecordException(
                    "wrong-type",
                    path(name) + ": expected at most " + LONGEST_TEXT + " characters, found " + text.length());
        }
        return text;
    }

    /** As {@link #textOrNull}, of any length. */
    String anyTextOrNull(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw wrongType(path(name), "a text", value);
        }
        String text = value.stringValue().strip();
        if (!isWhole(text)) {
            throw new UnusableRecordException("wrong-type", path(name) + ": expected a text, found half a character");
        }
        return text.isEmpty() ? null : text;
    }

    /**
     * What is under this name, for a field that informs and decides nothing: numbers and booleans as text, and null for whatever
     * no such field could hold. Never throws.
     */
    String informativeOrNull(String name) {
        JsonNode value = value(name);
        if (value == null || !value.isValueNode()) {
            return null;
        }
        String text = value.asString("").strip();
        boolean fits = !text.isEmpty() && text.length() <= LONGEST_TEXT && isWhole(text);
        return fits ? text : null;
    }

    /** The enum value under this name; null for whatever looks like none. Never throws. */
    String enumOrNull(String name) {
        return matchingOrNull(name, ENUM);
    }

    /** The id under this name; null for whatever looks like none. Never throws. */
    String idOrNull(String name) {
        return matchingOrNull(name, ID);
    }

    private String matchingOrNull(String name, Pattern pattern) {
        String text = informativeOrNull(name);
        return text != null && pattern.matcher(text).matches() ? text : null;
    }

    /** The whole number under this name, which must be there. */
    long number(String name) {
        Long number = numberOrNull(name);
        if (number == null) {
            throw missing(name);
        }
        return number;
    }

    Long numberOrNull(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !value.canConvertToExactIntegral() || !value.canConvertToLong()) {
            throw wrongType(path(name), "a whole number of 64 bits", value);
        }
        return value.longValue();
    }

    String path(String name) {
        return path + name;
    }

    /** Half a character can be written in JSON, and in no record of ours. */
    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private JsonNode value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private UnusableRecordException missing(String name) {
        return new UnusableRecordException("missing-field", path(name) + " is missing, null or blank");
    }

    private static UnusableRecordException wrongType(String path, String expected, JsonNode found) {
        return new UnusableRecordException(
                "wrong-type", path + ": expected " + expected + ", found " + Json.kindOf(found));
    }
}
