package io.flowcanary.bridge.envelope;

import io.flowcanary.record.Messages;
import io.flowcanary.record.UnusableRecordException;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/** JSON trees, and errors about them that quote nothing. */
final class Json {
    private Json() {}

    /** @throws UnusableRecordException {@code malformed-json}; the parser's own words would quote what they stumbled on */
    static JsonNode read(byte[] utf8) {
        try {
            JsonNode tree = Messages.json().readTree(utf8);
            if (tree != null && !tree.isMissingNode()) {
                return tree;
            }
        } catch (JacksonException e) {
            throw new UnusableRecordException("malformed-json", "no JSON" + at(e.getLocation()));
        }
        throw new UnusableRecordException("malformed-json", "empty");
    }

    static byte[] write(JsonNode tree) {
        return Messages.json().writeValueAsBytes(tree);
    }

    static String kindOf(JsonNode value) {
        return "a JSON " + value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static String at(TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
