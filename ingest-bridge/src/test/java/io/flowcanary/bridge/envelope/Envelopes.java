package io.flowcanary.bridge.envelope;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Envelopes as EventBridge delivers them, full of the personal data that must not get through. */
public final class Envelopes {
    public static final String CONVERSATION = "6f1e0c52-90a1-4a6f-8a77-3f6c2f0b9d11";
    public static final String PARTICIPANT = "0b7c1a34-2d1f-4e57-9a10-6f2a5f6f3c22";
    public static final String SESSION = "a4d9e2b7-51c3-4c3b-bd0c-0e9b7a2c4d33";
    public static final String FLOW = "d2f3b6a8-7e4c-4b5a-9c6d-1a2b3c4d5e44";
    public static final long EVENT_TIME = 1_768_467_600_000L;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Object> envelope = new LinkedHashMap<>();
    private final Map<String, Object> detail = new LinkedHashMap<>();
    private final Map<String, Object> body = new LinkedHashMap<>();

    private Envelopes(String suffix) {
        body.put("eventTime", EVENT_TIME);
        body.put("conversationId", CONVERSATION);
        body.put("participantId", PARTICIPANT);
        detail.put("topicName", "v2.detail.events.conversation." + CONVERSATION + "." + suffix);
        detail.put("version", "2");
        detail.put("eventBody", body);
        detail.put("metadata", Map.of("CorrelationId", "not-always-a-uuid"));
        detail.put("timestamp", "2026-01-15T09:00:00.431Z");
        envelope.put("version", "0");
        envelope.put("id", "4cbedb0f-4dfd-4c8e-9e57-0acded092527");
        envelope.put("detail-type", "v2.detail.events.conversation.{id}." + suffix);
        envelope.put("source", "aws.partner/genesys.com/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d/acme");
        envelope.put("account", "123456789012");
        envelope.put("time", "2026-01-15T09:00:01Z");
        envelope.put("region", "eu-central-1");
        envelope.put("resources", List.of());
        envelope.put("detail", detail);
    }

    /** An event of this topic that says who and when. */
    public static Envelopes of(String suffix) {
        Envelopes envelope = new Envelopes(suffix);
        if (!suffix.equals("attributes")) {
            envelope.body("sessionId", SESSION)
                    .body("mediaType", "VOICE")
                    .body("provider", "Edge")
                    .body("direction", "INBOUND")
                    .body("ani", "tel:+4915550100955")
                    .body("dnis", "tel:+4915550100000")
                    .body("subject", "my invoice")
                    .body("callbackNumbers", List.of("+4915550100777"));
        }
        return envelope;
    }

    public static Envelopes flowEnd() {
        return of("flow.end")
                .body("disconnectType", "TRANSFER")
                .body("flowType", "INBOUNDCALL")
                .body("flowId", FLOW)
                .body("flowVersion", "7.0")
                .body("connectedDurationMs", 76_605)
                .body("exitReason", "TRANSFER")
                .body("transferType", "ACD");
    }

    public static Envelopes attributes(Map<String, ?> attributes) {
        return of("attributes").body("attributes", attributes);
    }

    public Envelopes body(String name, Object value) {
        return put(body, name, value);
    }

    public Envelopes detail(String name, Object value) {
        return put(detail, name, value);
    }

    public Envelopes envelope(String name, Object value) {
        return put(envelope, name, value);
    }

    /** Of another conversation, in the topic's name as well. */
    public Envelopes conversation(String id) {
        detail.computeIfPresent("topicName", (name, topic) -> topic.toString().replace(CONVERSATION, id));
        return body("conversationId", id);
    }

    public Envelopes without(String name) {
        body.remove(name);
        detail.remove(name);
        envelope.remove(name);
        return this;
    }

    public String text() {
        return JSON.writeValueAsString(envelope);
    }

    public byte[] utf8() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    public JsonNode tree() {
        return JSON.readTree(text());
    }

    private Envelopes put(Map<String, Object> map, String name, Object value) {
        map.put(name, value);
        return this;
    }
}
