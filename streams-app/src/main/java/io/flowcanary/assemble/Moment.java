package io.flowcanary.assemble;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.ConversationEvent.Flow;
import io.flowcanary.record.Transfer;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something that can happen to a call more than once. The same event told again is the same moment.
 *
 * @param at epoch milliseconds
 * @param detail of {@link What#ABANDONED} the wait in milliseconds where it was told, of {@link What#HANDED_ON} the {@link Transfer},
 *     of {@link What#OUTCOME_FAILED} the flow outcome's id; empty otherwise
 */
record Moment(long at, What what, String detail) implements Comparable<Moment> {
    private static final Comparator<Moment> ORDER =
            Comparator.comparingLong(Moment::at).thenComparing(Moment::what).thenComparing(Moment::detail);

    /** An inbound flow hands the call to a secure one, and takes it back: to the caller all of it is one self-service. */
    private static final Set<String> SELF_SERVICE_FLOWS = Set.of("INBOUNDCALL", "SECURECALL");

    private static final Set<String> TO_A_FLOW = Set.of("FLOW", "SECURE_FLOW");
    private static final Pattern OUTCOME_ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    /** Of what happens in the same millisecond, the later one here came last. */
    enum What {
        /** The caller began to wait in a queue. */
        QUEUED,
        /** An agent took the call from its queue. */
        ANSWERED,
        /** The flow took the call out of its queue. */
        FLOWED_OUT,
        /** The caller gave up in the queue. */
        ABANDONED,
        /** A flow handed the call to another flow. */
        FLOW_WENT_ON,
        /** A flow handed the call to a queue, a person, a number or a mailbox. */
        FLOW_LEFT,
        /** A flow ended the call. */
        FLOW_SERVED,
        /** The caller hung up in a flow. */
        FLOW_HUNG_UP,
        /** A flow outcome failed. */
        OUTCOME_FAILED,
        /** An agent's part ended, and somebody else's began. */
        HANDED_ON
    }

    static Optional<Moment> of(ConversationEvent event) {
        if (!Sign.isCall(event)) {
            return Optional.empty();
        }
        return switch (event.kind()) {
            case ACD_START -> Optional.of(new Moment(event.eventTime(), What.QUEUED, ""));
            case ACD_END -> Optional.ofNullable(event.acdOutcome()).flatMap(outcome -> queueEnd(event, outcome));
            case FLOW_END -> Optional.ofNullable(event.flow()).flatMap(flow -> flowEnd(event.eventTime(), flow));
            case FLOW_OUTCOME -> Optional.ofNullable(event.flow()).flatMap(flow -> failure(event.eventTime(), flow));
            case USER_END -> Transfer.ofDisconnectType(event.disconnectType()).flatMap(how -> handedOn(event, how));
            default -> Optional.empty();
        };
    }

    private static Optional<Moment> queueEnd(ConversationEvent event, String outcome) {
        long at = event.eventTime();
        return switch (outcome) {
            case "ANSWERED" -> Optional.of(new Moment(at, What.ANSWERED, ""));
            case "FLOW_OUT" -> Optional.of(new Moment(at, What.FLOWED_OUT, ""));
            case "ABANDON" ->
                Optional.of(
                        new Moment(at, What.ABANDONED, event.waitMs() == null ? "" : String.valueOf(event.waitMs())));
            default -> Optional.empty();
        };
    }

    private static Optional<Moment> flowEnd(long at, Flow flow) {
        if (!SELF_SERVICE_FLOWS.contains(String.valueOf(flow.type())) || flow.exitReason() == null) {
            return Optional.empty();
        }
        return switch (flow.exitReason()) {
            case "TRANSFER" ->
                Optional.of(new Moment(
                        at,
                        TO_A_FLOW.contains(String.valueOf(flow.transferType())) ? What.FLOW_WENT_ON : What.FLOW_LEFT,
                        ""));
            case "FLOW_DISCONNECT" -> Optional.of(new Moment(at, What.FLOW_SERVED, ""));
            case "DISCONNECT" -> Optional.of(new Moment(at, What.FLOW_HUNG_UP, ""));
            default -> Optional.empty();
        };
    }

    private static Optional<Moment> failure(long at, Flow flow) {
        boolean failed = "FAILURE".equals(flow.outcome())
                && flow.outcomeId() != null
                && OUTCOME_ID.matcher(flow.outcomeId()).matches();
        return failed ? Optional.of(new Moment(at, What.OUTCOME_FAILED, flow.outcomeId())) : Optional.empty();
    }

    private static Optional<Moment> handedOn(ConversationEvent event, Transfer how) {
        boolean talked = event.work() != null
                && (event.work().talkMs() > 0 || event.work().heldMs() > 0);
        return how.byAgent() && !talked
                ? Optional.empty()
                : Optional.of(new Moment(event.eventTime(), What.HANDED_ON, how.name()));
    }

    Transfer transfer() {
        return Transfer.valueOf(detail);
    }

    @Override
    public int compareTo(Moment other) {
        return ORDER.compare(this, other);
    }

    /** As short as it can be read: a store holds millions. */
    @JsonValue
    String text() {
        return at + " " + what + (detail.isEmpty() ? "" : " " + detail);
    }

    @JsonCreator
    static Moment ofText(String text) {
        String[] parts = text.split(" ", 3);
        return new Moment(Long.parseLong(parts[0]), What.valueOf(parts[1]), parts.length < 3 ? "" : parts[2]);
    }
}
