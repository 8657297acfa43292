package io.flowcanary.assemble;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.EventKind;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * One report of an agent's work, by the time of the event that told of it. Work is told when it is over, so it filled the time just
 * before.
 *
 * @param agent which agent, told apart from the others of the same conversation
 * @param session of after-call work, which of the agent's sessions it follows; null for the session itself
 * @param at epoch milliseconds
 * @param talkMs 0 or more
 * @param handleMs 0 or more
 */
record Leg(String agent, String session, long at, long talkMs, long handleMs) {

    private static final Pattern TEXT = Pattern.compile("(\\w+)(?:/(\\w+))?@(\\d+) (\\d+) (\\d+)");

    Leg {
        Objects.requireNonNull(agent, "agent");
    }

    static Leg of(ConversationEvent event) {
        String session = event.kind() == EventKind.ACW ? mark(event.sessionId(), event.eventTime()) : null;
        String agent = mark(Objects.requireNonNullElse(event.participantId(), event.sessionId()), event.eventTime());
        return new Leg(
                agent,
                session,
                event.eventTime(),
                event.work().talkMs(),
                event.work().handleMs());
    }

    /** What tells it from every other report of the conversation. */
    String key() {
        return agent + (session == null ? "@" : "/" + session + "@") + at;
    }

    /** As short as it can be read: a store holds millions. */
    @JsonValue
    String text() {
        return key() + " " + talkMs + " " + handleMs;
    }

    @JsonCreator
    static Leg ofText(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no report of an agent's work");
        }
        return new Leg(
                parts.group(1),
                parts.group(2),
                Long.parseLong(parts.group(3)),
                Long.parseLong(parts.group(4)),
                Long.parseLong(parts.group(5)));
    }

    boolean afterCall() {
        return session != null;
    }

    Leg max(Leg other) {
        return new Leg(agent, session, at, Math.max(talkMs, other.talkMs), Math.max(handleMs, other.handleMs));
    }

    /** Eight digits tell a few hundred ids apart as well as all 36 characters do; without an id, each report stands alone. */
    static String mark(String id, long at) {
        String text = id == null ? "@" + at : id;
        CRC32 digest = new CRC32();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(digest.getValue());
    }
}
