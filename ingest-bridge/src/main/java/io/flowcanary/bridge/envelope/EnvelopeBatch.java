package io.flowcanary.bridge.envelope;

import io.flowcanary.record.UnusableRecordException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A body that holds one envelope or an array of them. */
public final class EnvelopeBatch {
    private EnvelopeBatch() {}

    /**
     * The envelopes in a body; whether each is usable is for {@link EnvelopeParser} to say.
     *
     * @throws UnusableRecordException when the body is neither a JSON object nor an array ({@code malformed-json},
     *     {@code wrong-type}); its message quotes nothing
     */
    public static List<JsonNode> of(byte[] body) {
        JsonNode tree = Json.read(body);
        if (tree.isObject()) {
            return List.of(tree);
        }
        if (tree.isArray()) {
            return List.copyOf(tree.values());
        }
        throw new UnusableRecordException(
                "wrong-type", "the body: expected an envelope or an array of envelopes, found " + Json.kindOf(tree));
    }
}
