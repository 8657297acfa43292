package io.flowcanary.local.centre;

import java.time.Instant;
import java.util.random.RandomGenerator;
import tools.jackson.core.JsonGenerator;

/** Events that the same EventBridge rule carries and that are none of a conversation's: audits and presences. */
final class ForeignEvents {
    private static final String AUDIT = "v2.audits.entitytype.{id}.entityid.{id}";
    private static final String PRESENCE = "v2.users.{id}.presence";

    private final RandomGenerator random;
    private final Envelope envelope;

    ForeignEvents(RandomGenerator random, Envelope envelope) {
        this.random = random;
        this.envelope = envelope;
    }

    Delivery near(Instant eventTime, Instant deliverAt) {
        String agent = Directory.agent(random);
        boolean audit = random.nextBoolean();
        String detailType = audit ? AUDIT : PRESENCE;
        String topicName =
                audit ? "v2.audits.entitytype.UserPresence.entityid." + agent : "v2.users." + agent + ".presence";
        String text = envelope.write(detailType, topicName, eventTime, deliverAt, body -> {
            if (audit) {
                audit(body, agent, eventTime);
            } else {
                presence(body, eventTime);
            }
        });
        return new Delivery(deliverAt, eventTime, text, Delivery.Kind.FOREIGN, detailType);
    }

    /** An audit's eventTime is a text, where a conversation event has a number. */
    private static void audit(JsonGenerator body, String agent, Instant eventTime) {
        body.writeStringProperty("userId", agent)
                .writeStringProperty("serviceName", "Presence")
                .writeStringProperty("eventTime", eventTime.toString())
                .writeStringProperty("action", "Update")
                .writeStringProperty("entityType", "UserPresence");
        body.writeObjectPropertyStart("entity")
                .writeStringProperty("id", agent)
                .writeStringProperty("name", "Robin Sample")
                .writeEndObject();
    }

    private static void presence(JsonGenerator body, Instant eventTime) {
        body.writeStringProperty("source", "PURECLOUD");
        body.writeObjectPropertyStart("presenceDefinition")
                .writeStringProperty("systemPresence", "AVAILABLE")
                .writeEndObject();
        body.writeStringProperty("modifiedDate", eventTime.toString());
    }
}
