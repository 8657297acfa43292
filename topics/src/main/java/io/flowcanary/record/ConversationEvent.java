package io.flowcanary.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * What the metrics need of one Genesys conversation event; personal data never gets this far. Genesys makes every field
 * optional and lets its enums grow, so enum values stay strings (UPPER_SNAKE, as in events) and absent ones are null.
 *
 * @param kind which of the sixteen topics it came from
 * @param conversationId never blank; also the record's key
 * @param participantId which participant, if told
 * @param sessionId which of the participant's sessions, if told
 * @param eventTime epoch milliseconds, when it happened
 * @param receivedAt epoch milliseconds, when it reached the bridge
 * @param mediaType {@code VOICE}, {@code CALLBACK}, {@code COBROWSE}, …; one conversation may hold several side by side
 * @param direction {@code INBOUND} or {@code OUTBOUND}: whether the caller called
 * @param disconnectType how the participant left, on end events
 * @param flow the Architect flow, on flow events
 * @param acdOutcome {@code ABANDON}, {@code ANSWERED}, {@code FLOW_OUT}, …, on {@code acd.end}
 * @param waitMs milliseconds in the queue, on {@code acd.end}; null when not told
 * @param work agent time, on {@code user.end} and {@code acw}
 * @param draw the gate's draw, on {@code attributes} that carry one of the two configured attributes
 */
public record ConversationEvent(
        EventKind kind,
        String conversationId,
        String participantId,
        String sessionId,
        long eventTime,
        long receivedAt,
        String mediaType,
        String direction,
        String disconnectType,
        Flow flow,
        String acdOutcome,
        Long waitMs,
        Work work,
        Draw draw)
        implements SourceRecord {

    public ConversationEvent {
        Objects.requireNonNull(kind, "kind");
        if (conversationId == null || conversationId.isBlank()) {
            throw new IllegalArgumentException("conversationId must not be blank");
        }
    }

    /**
     * @param type {@code INBOUNDCALL}, {@code BOT}, {@code INQUEUECALL}, …
     * @param id the flow's id
     * @param version the published version, a string such as {@code 7.0}
     * @param exitReason how the flow ended, on {@code flow.end}
     * @param transferType where to, on a {@code flow.end} by {@code TRANSFER}: {@code ACD}, {@code USER}, {@code FLOW}, …
     * @param outcomeId which flow outcome, on {@code flow.outcome}
     * @param outcome {@code SUCCESS} or {@code FAILURE}, on {@code flow.outcome}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Flow(
            String type,
            String id,
            String version,
            String exitReason,
            String transferType,
            String outcomeId,
            String outcome) {}

    /**
     * Agent time in milliseconds.
     *
     * @param talkMs interacting
     * @param heldMs held, on {@code user.end}
     * @param handleMs interacting, held, dialing and contacting; on {@code acw} the after-call work
     */
    public record Work(long talkMs, long heldMs, long handleMs) {}

    /**
     * What the gate wrote into the participant's data.
     *
     * @param version the branch taken: {@code v1}, {@code v2}, {@code fallback}; null when not in this event
     * @param canary the canary's name; null when the gate does not set one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Draw(String version, String canary) {}
}
