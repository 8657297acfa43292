package io.flowcanary.local.centre;

import io.flowcanary.local.centre.ConversationEvent.Party;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** What is told about a wait in a queue, the in-queue flow that plays meanwhile, and a voicemail left instead. */
final class QueueEvents {
    private static final long FLOW_START_MS = 3;

    private QueueEvents() {}

    static void write(Script script, QueueVisit visit) {
        String queueId = Directory.queue(script.random());
        String answeringAgent = Directory.agent(script.random());
        if (script.call().path() != CallPath.CAMPAIGN) {
            acd(script, visit, queueId, answeringAgent);
        }
        visit.missed().forEach(leg -> AgentEvents.write(script, leg, queueId, Directory.agent(script.random())));
        visit.talk().ifPresent(leg -> AgentEvents.write(script, leg, queueId, answeringAgent));
        visit.voicemailUntil().ifPresent(until -> voicemail(script, visit.leftAt(), until, queueId));
    }

    private static void acd(Script script, QueueVisit visit, String queueId, String agent) {
        Party acd = script.newParty();
        Party music = new Party(acd.participantId(), script.newId());
        Instant musicFrom = visit.enteredAt().plusMillis(FLOW_START_MS);
        boolean answered = visit.end() == QueueVisit.End.ANSWERED;
        String exitReason = visit.end() == QueueVisit.End.ABANDON ? "DISCONNECT" : "TRANSFER";
        script.add(EventTopic.ACD_START, visit.enteredAt(), acd, body -> queue(body, queueId));
        script.add(
                EventTopic.FLOW_START,
                musicFrom,
                music,
                body -> MenuEvents.flow(body, "INQUEUECALL", Directory.IN_QUEUE_FLOW));
        script.add(EventTopic.FLOW_END, visit.leftAt(), music, body -> {
            body.writeStringProperty("disconnectType", answered ? "TRANSFER" : "PEER");
            MenuEvents.flow(body, "INQUEUECALL", Directory.IN_QUEUE_FLOW);
            body.writeNumberProperty("connectedDurationMs", MenuEvents.millis(musicFrom, visit.leftAt()));
            body.writeStringProperty("exitReason", exitReason);
        });
        script.add(EventTopic.ACD_END, visit.leftAt(), acd, body -> {
            // An answered call leaves its queue by TRANSFER as well; only an agent's TRANSFER is one.
            body.writeStringProperty("disconnectType", exitReason.equals("TRANSFER") ? "TRANSFER" : "PEER");
            queue(body, queueId);
            body.writeStringProperty("acdOutcome", visit.end().name());
            if (answered) {
                body.writeStringProperty("answeredUserId", agent).writeStringProperty("usedRouting", "STANDARD");
            }
            body.writeArrayPropertyStart("requestedRoutings")
                    .writeString("STANDARD")
                    .writeEndArray();
            body.writeNumberProperty("routingPriority", 40)
                    .writeNumberProperty("connectedDurationMs", MenuEvents.millis(visit.enteredAt(), visit.leftAt()));
        });
    }

    private static void voicemail(Script script, Instant from, Instant until, String queueId) {
        Party voicemail = script.newParty();
        script.add(EventTopic.VOICEMAIL_START, from, voicemail, body -> queue(body, queueId));
        script.add(EventTopic.VOICEMAIL_END, until, voicemail, body -> {
            body.writeStringProperty("disconnectType", "PEER");
            queue(body, queueId);
            body.writeNumberProperty("voicemailDurationMs", MenuEvents.millis(from, until));
        });
    }

    static void queue(JsonGenerator body, String queueId) {
        body.writeStringProperty("queueId", queueId).writeStringProperty("divisionId", Directory.DIVISION);
    }
}
