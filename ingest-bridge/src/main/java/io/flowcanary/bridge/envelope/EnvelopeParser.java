package io.flowcanary.bridge.envelope;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.ConversationEvent.Draw;
import io.flowcanary.record.EventKind;
import io.flowcanary.record.UnusableRecordException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads what the metrics need out of one EventBridge envelope of a Genesys conversation event. Pure, safe for many threads,
 * and never throws: whatever comes in ends as one of {@link Parsed}. Unknown fields and enum values are normal.
 */
public final class EnvelopeParser {
    private static final String CONVERSATIONS = "v2.detail.events.conversation.";
    private static final Instant EARLIEST = Instant.parse("2015-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final BodyReader bodies;
    private final Redaction redaction;

    public EnvelopeParser(AttributeNames names) {
        this.bodies = new BodyReader(names);
        this.redaction = new Redaction(names);
    }

    /**
     * Parses an envelope that has just come in.
     *
     * @param utf8 one envelope
     * @param receivedAt when it reached the bridge
     */
    public Parsed parse(byte[] utf8, Instant receivedAt) {
        return parseText(utf8, receivedAt);
    }

    /** As {@link #parse(byte[], Instant)}, of what a reader found. */
    public Parsed parse(Found found, Instant receivedAt) {
        return found.unreadable() != null ? found.unreadable() : parseTree(found.value(), receivedAt);
    }

    /** Parses a recorded envelope: it counts as received at the envelope's own {@code time}, else at the event's time. */
    public Parsed parseRecorded(byte[] utf8) {
        return parseText(utf8, null);
    }

    /** As {@link #parseRecorded(byte[])}, of what a reader found. */
    Parsed parseRecorded(Found found) {
        return parse(found, null);
    }

    private Parsed parseText(byte[] utf8, Instant receivedAt) {
        JsonNode envelope;
        try {
            envelope = Json.read(utf8);
        } catch (UnusableRecordException e) {
            return new Parsed.Unusable(e.reason(), e.getMessage(), redaction.redact(utf8), Shape.NO_JSON);
        }
        return parseTree(envelope, receivedAt);
    }

    private Parsed parseTree(JsonNode tree, Instant receivedAt) {
        try {
            Fields envelope = Fields.ofEnvelope(tree);
            Fields detail = envelope.object("detail");
            String topicName = detail.text("topicName");
            if (!topicName.startsWith(CONVERSATIONS)) {
                return new Parsed.Skipped("foreign-topic");
            }
            String idAndSuffix = topicName.substring(CONVERSATIONS.length());
            int dot = idAndSuffix.indexOf('.');
            Optional<EventKind> kind = EventKind.ofSuffix(idAndSuffix.substring(dot + 1));
            if (dot < 1 || kind.isEmpty()) {
                return new Parsed.Skipped("unknown-conversation-topic");
            }
            if (!kind.get().needed()) {
                return new Parsed.Skipped("not-needed-" + kind.get().suffix());
            }
            return event(kind.get(), idAndSuffix.substring(0, dot), envelope, detail.object("eventBody"), receivedAt);
        } catch (UnusableRecordException e) {
            Foreign problem = Foreign.of(tree).orElse(new Foreign(e.reason(), e.getMessage()));
            return new Parsed.Unusable(problem.reason(), problem.advice(), redaction.redact(tree), Shape.of(tree));
        }
    }

    private Parsed event(EventKind kind, String idInTopic, Fields envelope, Fields body, Instant receivedAt) {
        String conversationId = body.text("conversationId");
        if (!conversationId.equals(idInTopic)) {
            throw new UnusableRecordException(
                    "id-mismatch", "detail.topicName names another conversation than " + body.path("conversationId"));
        }
        long eventTime = body.number("eventTime");
        if (eventTime < EARLIEST.toEpochMilli() || eventTime >= LATEST.toEpochMilli()) {
            throw new UnusableRecordException(
                    "event-time-out-of-range",
                    body.path("eventTime") + ": expected epoch milliseconds from " + EARLIEST + " to " + LATEST);
        }
        Draw draw = null;
        if (kind == EventKind.ATTRIBUTES) {
            draw = bodies.draw(body);
            if (draw == null) {
                return new Parsed.Skipped("no-gate-attribute");
            }
        }
        Long received = receivedAt == null ? timeOf(envelope) : Long.valueOf(receivedAt.toEpochMilli());
        return new Parsed.Event(
                new ConversationEvent(
                        kind,
                        conversationId,
                        bodies.participantId(kind, body),
                        bodies.sessionId(kind, body),
                        eventTime,
                        received == null ? eventTime : received,
                        bodies.mediaType(kind, body),
                        bodies.direction(kind, body),
                        bodies.disconnectType(kind, body),
                        bodies.flow(kind, body),
                        bodies.acdOutcome(kind, body),
                        bodies.waitMs(kind, body),
                        bodies.work(kind, body),
                        draw),
                received != null);
    }

    /** EventBridge writes {@code time} with and without milliseconds; a file's author may have left it out. */
    private static Long timeOf(Fields envelope) {
        try {
            String time = envelope.informativeOrNull("time");
            return time == null ? null : Long.valueOf(Instant.parse(time).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
