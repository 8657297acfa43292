package io.flowcanary.local.centre;

import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/**
 * One event of a conversation, before it is put into an envelope.
 *
 * @param fields writes what the topic has beyond the common fields
 */
record ConversationEvent(EventTopic topic, Instant time, Party party, Fields fields) {
    /** Who the event is about. An attribute event names no session. */
    record Party(String participantId, String sessionId) {}

    /** Writes properties into the event's body. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator body);
    }
}
