package io.flowcanary.bridge.envelope;

import io.flowcanary.record.ConversationEvent.Draw;
import io.flowcanary.record.ConversationEvent.Flow;
import io.flowcanary.record.ConversationEvent.Work;
import io.flowcanary.record.EventKind;
import io.flowcanary.record.UnusableRecordException;
import java.time.Duration;

/** What each kind of event says beyond who and when; null where a kind does not say it. */
final class BodyReader {
    private static final int LONGEST_VERSION = 64;
    private static final int LONGEST_CANARY = 256;

    /** No conversation lasts longer; a bound keeps one absurd duration from overflowing every sum after it. */
    private static final long LONGEST_WORK_MS = Duration.ofDays(31).toMillis();

    private final AttributeNames names;

    BodyReader(AttributeNames names) {
        this.names = names;
    }

    /** It tells one agent's work from another's; of any other kind it only informs. */
    String participantId(EventKind kind, Fields body) {
        return id(kind, body, "participantId");
    }

    /** As {@link #participantId}. */
    String sessionId(EventKind kind, Fields body) {
        return id(kind, body, "sessionId");
    }

    String disconnectType(EventKind kind, Fields body) {
        return switch (kind) {
            case ACD_END, CUSTOMER_END, FLOW_END, USER_END -> body.textOrNull("disconnectType");
            default -> null;
        };
    }

    /** Which of the media that a conversation may hold side by side; what is no such name is unknown. */
    String mediaType(EventKind kind, Fields body) {
        return kind == EventKind.ATTRIBUTES ? null : body.enumOrNull("mediaType");
    }

    /** As {@link #mediaType}. */
    String direction(EventKind kind, Fields body) {
        return kind == EventKind.ATTRIBUTES ? null : body.enumOrNull("direction");
    }

    Flow flow(EventKind kind, Fields body) {
        return switch (kind) {
            case FLOW_START, FLOW_END, FLOW_OUTCOME ->
                new Flow(
                        body.textOrNull("flowType"),
                        body.textOrNull("flowId"),
                        body.informativeOrNull("flowVersion"),
                        kind == EventKind.FLOW_END ? body.textOrNull("exitReason") : null,
                        kind == EventKind.FLOW_END ? body.enumOrNull("transferType") : null,
                        kind == EventKind.FLOW_OUTCOME ? body.idOrNull("flowOutcomeId") : null,
                        kind == EventKind.FLOW_OUTCOME ? body.textOrNull("flowOutcomeValue") : null);
            default -> null;
        };
    }

    String acdOutcome(EventKind kind, Fields body) {
        return kind == EventKind.ACD_END ? body.textOrNull("acdOutcome") : null;
    }

    /** How long the caller waited in the queue. */
    Long waitMs(EventKind kind, Fields body) {
        Long told = kind == EventKind.ACD_END ? body.numberOrNull("connectedDurationMs") : null;
        return told == null ? null : Long.valueOf(bounded(told));
    }

    Work work(EventKind kind, Fields body) {
        return switch (kind) {
            case USER_END -> {
                long talk = duration(body, "interactingDurationMs");
                long held = duration(body, "heldDurationMs");
                yield new Work(
                        talk,
                        held,
                        talk + held + duration(body, "dialingDurationMs") + duration(body, "contactingDurationMs"));
            }
            case ACW -> new Work(0, 0, duration(body, "wrapupDurationMs"));
            default -> null;
        };
    }

    /** The gate's draw, or null when neither configured attribute is there. */
    Draw draw(Fields body) {
        Fields attributes = body.objectOrNull("attributes");
        if (attributes == null) {
            return null;
        }
        String version = attribute(attributes, names.version(), LONGEST_VERSION);
        String canary = attribute(attributes, names.canary(), LONGEST_CANARY);
        return version == null && canary == null ? null : new Draw(version, canary);
    }

    private static String id(EventKind kind, Fields body, String name) {
        boolean needed = kind == EventKind.USER_END || kind == EventKind.ACW;
        return needed ? body.textOrNull(name) : body.informativeOrNull(name);
    }

    private static String attribute(Fields attributes, String name, int longest) {
        String value = attributes.anyTextOrNull(name);
        if (value != null && value.length() > longest) {
            throw new UnusableRecordException(
                    "attribute-too-long",
                    attributes.path(name) + ": expected at most " + longest + " characters, found " + value.length());
        }
        return value;
    }

    private static long duration(Fields body, String name) {
        Long millis = body.numberOrNull(name);
        return millis == null ? 0 : bounded(millis);
    }

    private static long bounded(long millis) {
        return Math.min(LONGEST_WORK_MS, Math.max(0, millis));
    }
}
