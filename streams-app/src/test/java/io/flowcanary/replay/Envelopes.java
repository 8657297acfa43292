package io.flowcanary.replay;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.EventKind;
import io.flowcanary.record.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Conversation events as Genesys sends them through EventBridge. */
public final class Envelopes {
    private Envelopes() {}

    /** The envelope from which the bridge reads this event. */
    public static byte[] of(ConversationEvent event) {
        Map<String, Object> body = new HashMap<>();
        body.put("eventTime", event.eventTime());
        body.put("conversationId", event.conversationId());
        body.put("participantId", event.participantId());
        body.put("sessionId", event.sessionId());
        body.put("mediaType", event.mediaType());
        body.put("direction", event.direction());
        body.put("disconnectType", event.disconnectType());
        body.put("acdOutcome", event.acdOutcome());
        body.put("connectedDurationMs", event.waitMs());
        if (event.flow() != null) {
            body.put("flowType", event.flow().type());
            body.put("flowId", event.flow().id());
            body.put("flowVersion", event.flow().version());
            body.put("exitReason", event.flow().exitReason());
            body.put("transferType", event.flow().transferType());
            body.put("flowOutcomeId", event.flow().outcomeId());
            body.put("flowOutcomeValue", event.flow().outcome());
        }
        if (event.kind() == EventKind.ACW) {
            body.put("wrapupDurationMs", event.work().handleMs());
        } else if (event.work() != null) {
            body.put("interactingDurationMs", event.work().talkMs());
            body.put("heldDurationMs", event.work().heldMs());
            body.put(
                    "dialingDurationMs",
                    event.work().handleMs()
                            - event.work().talkMs()
                            - event.work().heldMs());
        }
        if (event.draw() != null) {
            Map<String, Object> attributes = new HashMap<>();
            attributes.put("canaryVersion", event.draw().version());
            attributes.put("canaryName", event.draw().canary());
            attributes.put("customerTier", "gold");
            body.put("attributes", attributes);
        }
        String topic = "v2.detail.events.conversation." + event.conversationId() + '.'
                + event.kind().suffix();
        return envelope(topic, Instant.ofEpochMilli(event.receivedAt()), body);
    }

    /** An envelope of any topic. */
    public static byte[] envelope(String topic, Instant time, Map<String, Object> body) {
        return Messages.json()
                .writeValueAsBytes(Map.of(
                        "version", "0",
                        "id", "00000000-0000-0000-0000-000000000001",
                        "detail-type", "v2.detail.events.conversation.{id}",
                        "source", "aws.partner/genesys.com/cloud/00000000-0000-0000-0000-000000000002/test",
                        "time", time.toString(),
                        "detail", Map.of("topicName", topic, "version", "2", "eventBody", body)));
    }

    static byte[] text(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
