package io.flowcanary.local.centre;

import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes what EventBridge delivers: an envelope around Genesys' own, on one line. */
final class Envelope {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String SOURCE = "aws.partner/genesys.com/cloud/" + Directory.ORGANISATION + "/contact-centre";
    private static final int USUAL_LENGTH = 1_300;

    private final RandomGenerator random;

    Envelope(RandomGenerator random) {
        this.random = random;
    }

    /** An event of the call, as delivered at the given instant. */
    String of(Script script, ConversationEvent event, Instant publishedAt, Instant deliverAt) {
        String conversationId = script.call().conversationId().toString();
        return write(
                event.topic().detailType(),
                event.topic().topicName(conversationId),
                publishedAt,
                deliverAt,
                body -> body(body, script, event, conversationId));
    }

    String write(
            String detailType, String topicName, Instant publishedAt, Instant deliverAt, Consumer<JsonGenerator> body) {
        StringWriter text = new StringWriter(USUAL_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject()
                    .writeStringProperty("version", "0")
                    .writeStringProperty("id", id())
                    .writeStringProperty("detail-type", detailType)
                    .writeStringProperty("source", SOURCE)
                    .writeStringProperty("account", "123456789012")
                    .writeStringProperty("time", time(deliverAt))
                    .writeStringProperty("region", "eu-central-1")
                    .writeArrayPropertyStart("resources")
                    .writeEndArray();
            json.writeObjectPropertyStart("detail")
                    .writeStringProperty("topicName", topicName)
                    .writeStringProperty("version", "2")
                    .writeObjectPropertyStart("eventBody");
            body.accept(json);
            json.writeEndObject()
                    .writeObjectPropertyStart("metadata")
                    .writeStringProperty("CorrelationId", correlation())
                    .writeEndObject()
                    .writeStringProperty("timestamp", publishedAt.toString())
                    .writeEndObject()
                    .writeEndObject();
        }
        return text.toString();
    }

    private void body(JsonGenerator body, Script script, ConversationEvent event, String conversationId) {
        Caller caller = script.caller();
        body.writeNumberProperty("eventTime", event.time().toEpochMilli())
                .writeStringProperty("conversationId", conversationId)
                .writeStringProperty("participantId", event.party().participantId());
        if (event.topic() != EventTopic.ATTRIBUTES) {
            boolean campaign = script.call().path() == CallPath.CAMPAIGN;
            body.writeStringProperty("sessionId", event.party().sessionId())
                    .writeStringProperty("mediaType", "VOICE")
                    .writeStringProperty("provider", "Edge")
                    .writeStringProperty("direction", campaign ? "OUTBOUND" : "INBOUND")
                    .writeStringProperty("ani", caller.ani())
                    .writeStringProperty("dnis", caller.dnis());
        }
        event.fields().write(body);
        body.writeArrayPropertyStart("conversationExternalContactIds");
        if (random.nextInt(3) == 0) {
            body.writeString(caller.externalContactId());
        }
        body.writeEndArray();
        if (random.nextInt(4) == 0) {
            body.writeStringProperty("utilizationLabel", Directory.UTILISATION);
        }
    }

    private String time(Instant deliverAt) {
        return (random.nextBoolean() ? deliverAt.truncatedTo(ChronoUnit.SECONDS) : deliverAt).toString();
    }

    private String correlation() {
        return random.nextInt(5) == 0 ? id() + "-archival" : id();
    }

    private String id() {
        return Identifiers.uuid(random).toString();
    }
}
