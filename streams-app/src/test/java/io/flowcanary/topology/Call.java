package io.flowcanary.topology;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.ConversationEvent.Draw;
import io.flowcanary.record.ConversationEvent.Flow;
import io.flowcanary.record.ConversationEvent.Work;
import io.flowcanary.record.EventKind;
import java.time.Instant;

/** Makes the events of one call; times are of one day, {@code 09:00:10}, and each event is received as it happens. */
public record Call(String id) {
    public static final String CANARY = "main-ivr";
    public static final String FLOW = "flow-1";

    public static long at(String time) {
        return Instant.parse("2026-01-15T" + time + "Z").toEpochMilli();
    }

    public ConversationEvent customerStart(String time) {
        return event(EventKind.CUSTOMER_START, "customer", time, null, null, null, null, null);
    }

    public ConversationEvent customerEnd(String time) {
        return event(EventKind.CUSTOMER_END, "customer", time, "PEER", null, null, null, null);
    }

    public ConversationEvent flowStart(String time) {
        return event(EventKind.FLOW_START, "ivr", time, null, flow("INBOUNDCALL", null), null, null, null);
    }

    public ConversationEvent flowStart(String time, String version) {
        Flow flow = new Flow("INBOUNDCALL", FLOW, version, null, null, null, null);
        return event(EventKind.FLOW_START, "ivr", time, null, flow, null, null, null);
    }

    public ConversationEvent flowEnd(String time, String exitReason) {
        return flowEnd(time, "INBOUNDCALL", exitReason);
    }

    public ConversationEvent flowEnd(String time, String type, String exitReason) {
        return event(EventKind.FLOW_END, "ivr", time, "ENDPOINT", flow(type, exitReason), null, null, null);
    }

    public ConversationEvent flowOutcome(String time, String id, String outcome) {
        Flow flow = new Flow("INBOUNDCALL", FLOW, "7.0", null, null, id, outcome);
        return event(EventKind.FLOW_OUTCOME, "ivr", time, null, flow, null, null, null);
    }

    /** A hand-over: {@code FLOW}, {@code ACD}, … */
    public ConversationEvent flowTransfers(String time, String transferType) {
        Flow flow = new Flow("INBOUNDCALL", FLOW, "7.0", "TRANSFER", transferType, null, null);
        return event(EventKind.FLOW_END, "ivr", time, "TRANSFER", flow, null, null, null);
    }

    /** The same event of another medium's session. */
    public static ConversationEvent of(String mediaType, ConversationEvent event) {
        return like(event, event.sessionId() + mediaType, mediaType, event.direction(), event.waitMs());
    }

    /** The same event of a session that was called. */
    public static ConversationEvent outbound(ConversationEvent event) {
        return like(event, event.sessionId(), event.mediaType(), "OUTBOUND", event.waitMs());
    }

    /** The same event of a queue that says how long the caller waited. */
    public static ConversationEvent waited(ConversationEvent event, long ms) {
        return like(event, event.sessionId(), event.mediaType(), event.direction(), ms);
    }

    private static ConversationEvent like(
            ConversationEvent event, String sessionId, String mediaType, String direction, Long waitMs) {
        return new ConversationEvent(
                event.kind(),
                event.conversationId(),
                event.participantId(),
                sessionId,
                event.eventTime(),
                event.receivedAt(),
                mediaType,
                direction,
                event.disconnectType(),
                event.flow(),
                event.acdOutcome(),
                waitMs,
                event.work(),
                event.draw());
    }

    public ConversationEvent draws(String version, String time) {
        return draws(version, CANARY, time);
    }

    public ConversationEvent draws(String version, String canary, String time) {
        return event(EventKind.ATTRIBUTES, "customer", time, null, null, null, null, new Draw(version, canary));
    }

    public ConversationEvent queueStart(String time) {
        return event(EventKind.ACD_START, "acd", time, null, null, null, null, null);
    }

    public ConversationEvent queueEnd(String time, String outcome) {
        return event(EventKind.ACD_END, "acd", time, "TRANSFER", null, outcome, null, null);
    }

    public ConversationEvent agentStart(String agent, String time) {
        return event(EventKind.USER_START, agent, time, null, null, null, null, null);
    }

    public ConversationEvent agentEnd(String agent, String time, String disconnectType, long talkMs, long handleMs) {
        return event(
                EventKind.USER_END,
                agent,
                time,
                disconnectType,
                null,
                null,
                new Work(talkMs, handleMs - talkMs, handleMs),
                null);
    }

    public ConversationEvent afterCallWork(String agent, String time, long ms) {
        return event(EventKind.ACW, agent, time, null, null, null, new Work(0, 0, ms), null);
    }

    private static Flow flow(String type, String exitReason) {
        return new Flow(type, type.equals("INBOUNDCALL") ? FLOW : "flow-" + type, "7.0", exitReason, null, null, null);
    }

    private ConversationEvent event(
            EventKind kind,
            String participant,
            String time,
            String disconnectType,
            Flow flow,
            String acdOutcome,
            Work work,
            Draw draw) {
        return new ConversationEvent(
                kind,
                id,
                participant,
                "s-" + participant,
                at(time),
                at(time),
                kind == EventKind.ATTRIBUTES ? null : "VOICE",
                kind == EventKind.ATTRIBUTES ? null : "INBOUND",
                disconnectType,
                flow,
                acdOutcome,
                null,
                work,
                draw);
    }
}
