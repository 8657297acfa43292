package io.flowcanary.local.centre;

import io.flowcanary.local.centre.ConversationEvent.Party;
import java.time.Instant;

/** What is told about an agent's part in a call, and about the work after it. */
final class AgentEvents {
    private AgentEvents() {}

    static void write(Script script, AgentLeg leg, String queueId, String userId) {
        Party agent = script.newParty();
        script.add(EventTopic.USER_START, leg.alertedAt(), agent, body -> {
            body.writeStringProperty("userId", userId);
            QueueEvents.queue(body, queueId);
        });
        script.add(EventTopic.USER_END, leg.endedAt(), agent, body -> {
            body.writeStringProperty("disconnectType", leg.disconnectType()).writeStringProperty("userId", userId);
            QueueEvents.queue(body, queueId);
            body.writeNumberProperty("interactingDurationMs", leg.interactingMs())
                    .writeNumberProperty("heldDurationMs", leg.heldMs())
                    .writeNumberProperty("alertingDurationMs", leg.alertingMs())
                    .writeNumberProperty("contactingDurationMs", leg.contactingMs())
                    .writeNumberProperty("dialingDurationMs", leg.dialingMs());
        });
        if (leg.wrapupMs() > 0) {
            wrapup(script, leg, agent, queueId, userId);
        }
    }

    private static void wrapup(Script script, AgentLeg leg, Party agent, String queueId, String userId) {
        Instant doneAt = leg.endedAt().plusMillis(leg.wrapupMs());
        String code = Directory.wrapupCode(script.random());
        String notes =
                script.caller().name() + " asked about " + script.caller().accountNumber();
        script.add(
                EventTopic.ACW,
                doneAt,
                agent,
                body -> body.writeStringProperty("userId", userId)
                        .writeStringProperty("queueId", queueId)
                        .writeStringProperty("wrapupCode", code)
                        .writeNumberProperty("wrapupDurationMs", leg.wrapupMs()));
        script.add(
                EventTopic.WRAPUP,
                doneAt,
                agent,
                body -> body.writeStringProperty("queueId", queueId)
                        .writeStringProperty("wrapupCode", code)
                        .writeStringProperty("wrapupNotes", notes)
                        .writeNumberProperty("wrapupDurationMs", leg.wrapupMs()));
    }
}
