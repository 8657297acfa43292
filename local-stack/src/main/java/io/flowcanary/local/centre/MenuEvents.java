package io.flowcanary.local.centre;

import io.flowcanary.local.centre.ConversationEvent.Party;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** What is told about the inbound call flow, and about the bot within it. */
final class MenuEvents {
    private static final String FLOW_VERSION = "7.0";

    private MenuEvents() {}

    static void write(Script script, CentreSettings settings, MenuVisit menu) {
        Party ivr = script.newParty();
        String flowId = settings.flowId().toString();
        script.add(EventTopic.FLOW_START, menu.enteredAt(), ivr, body -> flow(body, "INBOUNDCALL", flowId));
        menu.bot().ifPresent(talk -> bot(script, talk));
        menu.goal().ifPresent(goal -> goal(script, ivr, flowId, goal));
        script.add(EventTopic.FLOW_END, menu.leftAt(), ivr, body -> {
            body.writeStringProperty("disconnectType", disconnectType(menu.exit()));
            flow(body, "INBOUNDCALL", flowId);
            body.writeNumberProperty("connectedDurationMs", millis(menu.enteredAt(), menu.leftAt()));
            body.writeStringProperty("exitReason", menu.exit().name());
            if (menu.exit() == FlowExit.TRANSFER) {
                body.writeStringProperty("transferType", "ACD");
            }
        });
    }

    /** A bot that gives up ends with an error of its own, which is none of the call: the menu goes on. */
    private static void bot(Script script, MenuVisit.BotTalk talk) {
        Party bot = script.newParty();
        String failure = script.chance(0.5) ? "RECOGNITION_FAILURE_EXIT" : "FLOW_ERROR_EXIT";
        script.add(EventTopic.FLOW_START, talk.from(), bot, body -> flow(body, "BOT", Directory.BOT_FLOW));
        script.add(EventTopic.FLOW_END, talk.to(), bot, body -> {
            flow(body, "BOT", Directory.BOT_FLOW);
            body.writeNumberProperty("connectedDurationMs", millis(talk.from(), talk.to()));
            body.writeStringProperty("exitReason", talk.understood() ? "FLOW_EXIT" : failure);
        });
    }

    private static void goal(Script script, Party ivr, String flowId, MenuVisit.Goal goal) {
        script.add(EventTopic.FLOW_OUTCOME, goal.to(), ivr, body -> {
            flow(body, "INBOUNDCALL", flowId);
            body.writeStringProperty("flowOutcomeId", Directory.GOAL)
                    .writeNumberProperty("flowOutcomeStartTime", goal.from().toEpochMilli())
                    .writeNumberProperty("flowOutcomeEndTime", goal.to().toEpochMilli())
                    .writeStringProperty("flowOutcomeValue", goal.reached() ? "SUCCESS" : "FAILURE");
            body.writeArrayPropertyStart("flowMilestones")
                    .writeStartObject()
                    .writeStringProperty("milestoneId", Directory.MILESTONE)
                    .writeNumberProperty("milestoneTime", goal.from().toEpochMilli())
                    .writeEndObject()
                    .writeEndArray();
        });
    }

    private static String disconnectType(FlowExit exit) {
        return switch (exit) {
            case DISCONNECT -> "PEER";
            case TRANSFER -> "TRANSFER";
            default -> "CLIENT";
        };
    }

    static void flow(JsonGenerator body, String flowType, String flowId) {
        body.writeStringProperty("flowType", flowType)
                .writeStringProperty("flowId", flowId)
                .writeStringProperty("divisionId", Directory.DIVISION)
                .writeStringProperty("flowVersion", FLOW_VERSION);
    }

    static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
