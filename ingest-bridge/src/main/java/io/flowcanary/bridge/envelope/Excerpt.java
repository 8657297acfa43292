package io.flowcanary.bridge.envelope;

import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a recording keeps of an envelope: ids, times, durations and what Genesys chose from its lists. Numbers that people call
 * from, names, notes, who the agent was, and every attribute but the gate's two are left out, as is whatever Genesys adds one day.
 */
public final class Excerpt {
    private static final int LONGEST_TEXT = 256;

    private static final Set<String> ENVELOPE =
            Set.of("version", "id", "detail-type", "source", "time", "region", "replay-name");
    private static final Set<String> DETAIL = Set.of("topicName", "version", "timestamp");
    private static final Set<String> BODY = Set.of(
            "eventTime",
            "conversationId",
            "participantId",
            "sessionId",
            "disconnectType",
            "mediaType",
            "messageType",
            "direction",
            "provider",
            "flowType",
            "flowId",
            "flowVersion",
            "exitReason",
            "transferType",
            "flowOutcomeId",
            "flowOutcomeValue",
            "flowOutcomeStartTime",
            "flowOutcomeEndTime",
            "queueId",
            "divisionId",
            "acdOutcome",
            "usedRouting",
            "wrapupCode");
    private static final String DURATION = "DurationMs";

    private final AttributeNames names;

    public Excerpt(AttributeNames names) {
        this.names = names;
    }

    /** An envelope from which {@link EnvelopeParser} reads what it reads from the whole one. */
    public ObjectNode of(JsonNode envelope) {
        JsonNode detail = envelope.path("detail");
        JsonNode body = detail.path("eventBody");
        ObjectNode keptBody = kept(body, name -> BODY.contains(name) || name.endsWith(DURATION));
        if (body.path("attributes").isObject()) {
            keptBody.set("attributes", kept(body.get("attributes"), names::contains));
        }
        ObjectNode keptDetail = kept(detail, DETAIL::contains);
        keptDetail.set("eventBody", keptBody);
        ObjectNode kept = kept(envelope, ENVELOPE::contains);
        kept.set("detail", keptDetail);
        return kept;
    }

    private static ObjectNode kept(JsonNode object, Predicate<String> wanted) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            boolean fits = value.isValueNode() && value.asString("").length() <= LONGEST_TEXT;
            if (fits && wanted.test(field.getKey())) {
                kept.set(field.getKey(), value);
            }
        });
        return kept;
    }
}
