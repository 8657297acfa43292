package io.flowcanary.assemble;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.ConversationEvent.Flow;
import io.flowcanary.record.EventKind;
import java.util.EnumSet;
import java.util.Set;

/** What one event shows about its conversation; a conversation remembers when it first showed each. */
enum Sign {
    /** Anything happened. */
    SEEN,
    CUSTOMER_START,
    CUSTOMER_END,
    /** It reached a queue. */
    QUEUE,
    /** It reached an agent. */
    AGENT,
    /** A flow handed it on. */
    FLOW_TRANSFER,
    /** The inbound flow ended it. */
    FLOW_DISCONNECT,
    /** The customer ended it within the inbound flow. */
    FLOW_HANGUP,
    /** The customer gave up in a queue. */
    ABANDON,
    /** An agent handed it on. */
    AGENT_TRANSFER,
    ERROR;

    private static final Set<String> AGENT_TRANSFERS = Set.of(
            "TRANSFER",
            "CONSULT_TRANSFER",
            "CONFERENCE_TRANSFER",
            "FORWARD_TRANSFER",
            "NO_ANSWER_TRANSFER",
            "NOT_AVAILABLE_TRANSFER",
            "DND_TRANSFER");

    private static final Set<String> BROKEN_FLOW_ENDS = Set.of("FLOW_ERROR_DISCONNECT", "FLOW_ERROR_EXIT");

    /** Flows inside flows: how they end says nothing about the call. */
    private static final Set<String> INNER_FLOWS = Set.of("BOT", "DIGITALBOT", "INQUEUECALL", "COMMONMODULE");

    static Set<Sign> of(ConversationEvent event) {
        EnumSet<Sign> signs = EnumSet.of(SEEN);
        switch (event.kind()) {
            case CUSTOMER_START -> signs.add(CUSTOMER_START);
            case CUSTOMER_END -> signs.add(CUSTOMER_END);
            case ACD_START, ACD_END -> signs.add(QUEUE);
            case USER_START, USER_END -> signs.add(AGENT);
            default -> {}
        }
        if (event.kind() == EventKind.ACD_END && "ABANDON".equals(event.acdOutcome())) {
            signs.add(ABANDON);
        }
        if (event.kind() == EventKind.USER_END
                && event.disconnectType() != null
                && AGENT_TRANSFERS.contains(event.disconnectType())) {
            signs.add(AGENT_TRANSFER);
        }
        if ("ERROR".equals(event.disconnectType()) || "TRANSPORT_FAILURE".equals(event.disconnectType())) {
            signs.add(ERROR);
        }
        if (event.flow() != null) {
            addFlowSigns(signs, event.kind(), event.flow());
        }
        return signs;
    }

    private static void addFlowSigns(Set<Sign> signs, EventKind kind, Flow flow) {
        if (kind == EventKind.FLOW_OUTCOME && "FAILURE".equals(flow.outcome())) {
            signs.add(ERROR);
        }
        String exit = flow.exitReason();
        if (kind != EventKind.FLOW_END || exit == null || INNER_FLOWS.contains(String.valueOf(flow.type()))) {
            return;
        }
        if (BROKEN_FLOW_ENDS.contains(exit) || exit.startsWith("RECOGNITION_FAILURE_")) {
            signs.add(ERROR);
        }
        if (isInboundCall(flow)) {
            switch (exit) {
                case "TRANSFER" -> signs.add(FLOW_TRANSFER);
                case "FLOW_DISCONNECT" -> signs.add(FLOW_DISCONNECT);
                case "DISCONNECT" -> signs.add(FLOW_HANGUP);
                default -> {}
            }
        }
    }

    static boolean isInboundCall(Flow flow) {
        return "INBOUNDCALL".equals(flow.type());
    }
}
