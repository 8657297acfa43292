package io.flowcanary.assemble;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.ConversationEvent.Flow;
import java.util.EnumSet;
import java.util.Set;

/** What one event shows about its conversation, and counts but once: a conversation remembers when it first showed each. */
enum Sign {
    /** Anything happened. */
    SEEN,
    /** Somebody called in. */
    CUSTOMER_START,
    /** Who had called in left. */
    CUSTOMER_END,
    /** Somebody was called: the customer, or an outside party of a call that came in. */
    OUTSIDE_START,
    /** Who had been called left. */
    OUTSIDE_END,
    /** It reached a queue, of any medium. */
    QUEUE,
    /** It reached an agent, of any medium. */
    AGENT,
    ERROR;

    private static final Set<String> BROKEN_CONNECTIONS = Set.of("ERROR", "TRANSPORT_FAILURE");

    private static final Set<String> BROKEN_FLOW_ENDS = Set.of("FLOW_ERROR_DISCONNECT", "FLOW_ERROR_EXIT");

    /** Flows inside flows: how they end says nothing about the call. */
    private static final Set<String> INNER_FLOWS = Set.of("BOT", "DIGITALBOT", "INQUEUECALL", "COMMONMODULE");

    static Set<Sign> of(ConversationEvent event) {
        EnumSet<Sign> signs = EnumSet.of(SEEN);
        boolean outbound = "OUTBOUND".equals(event.direction());
        switch (event.kind()) {
            case ACD_START, ACD_END -> signs.add(QUEUE);
            case USER_START, USER_END -> signs.add(AGENT);
            case CUSTOMER_START -> addIf(isCall(event), signs, outbound ? OUTSIDE_START : CUSTOMER_START);
            case CUSTOMER_END -> addIf(isCall(event), signs, outbound ? OUTSIDE_END : CUSTOMER_END);
            default -> {}
        }
        addIf(isCall(event) && (brokeTheConnection(event) || brokeTheFlow(event.flow())), signs, ERROR);
        return signs;
    }

    private static void addIf(boolean shown, Set<Sign> signs, Sign sign) {
        if (shown) {
            signs.add(sign);
        }
    }

    /**
     * Whether an event is of the call: a conversation may hold a callback, a co-browse or a message session beside it, which end and
     * fail by themselves. An event that names no medium is.
     */
    static boolean isCall(ConversationEvent event) {
        return event.mediaType() == null
                || event.mediaType().equals("VOICE")
                || event.mediaType().equals("UNKNOWN");
    }

    static boolean isInboundCall(Flow flow) {
        return "INBOUNDCALL".equals(flow.type());
    }

    private static boolean brokeTheConnection(ConversationEvent event) {
        return event.disconnectType() != null && BROKEN_CONNECTIONS.contains(event.disconnectType());
    }

    private static boolean brokeTheFlow(Flow flow) {
        return flow != null
                && flow.exitReason() != null
                && !INNER_FLOWS.contains(String.valueOf(flow.type()))
                && (BROKEN_FLOW_ENDS.contains(flow.exitReason())
                        || flow.exitReason().startsWith("RECOGNITION_FAILURE_"));
    }
}
