package io.flowcanary.local.aws;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Publishing: a publish is recorded for whoever wants to look, and goes nowhere. */
final class Sns {
    private static final Pattern SUBJECT = Pattern.compile("[!-~][ -~]{0,98}");
    private static final int LARGEST_MESSAGE = 256 * 1024;

    private final SnsTopics topics = new SnsTopics();
    private final Recorded<SentAlert> alerts = new Recorded<>();
    private final Clock clock;

    Sns(Clock clock) {
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> all = new HashMap<>(topics.operations());
        all.put("Publish", this::publish);
        return all;
    }

    /** Takes an event for a topic; false when there is no such topic. A topic's policy is not asked. */
    boolean deliver(String topicArn, String event) {
        if (!topics.has(topicArn)) {
            return false;
        }
        alerts.add(
                new SentAlert(topicArn, null, event, Map.of(), UUID.randomUUID().toString(), clock.instant()));
        return true;
    }

    List<SentAlert> alerts() {
        return alerts.list();
    }

    private ObjectNode publish(Call call) {
        if (call.input().has("PhoneNumber")) {
            throw call.service().invalid("Invalid parameter: PhoneNumber Reason: no text messages are sent from here");
        }
        String topic = topics.existing(call, call.text("TopicArn", call.text("TargetArn")));
        String subject = call.text("Subject");
        if (subject != null && !SUBJECT.matcher(subject).matches()) {
            throw call.service().invalid("Invalid parameter: Subject");
        }
        String message = message(call);
        String id = UUID.randomUUID().toString();
        alerts.add(new SentAlert(topic, subject, message, attributes(call), id, clock.instant()));
        return Json.object().put("MessageId", id);
    }

    private static Map<String, String> attributes(Call call) {
        Map<String, String> attributes = new TreeMap<>();
        call.input().path("MessageAttributes").properties().forEach(attribute -> {
            String type = attribute.getValue().path("DataType").asString("");
            String value = attribute.getValue().path("StringValue").asString("");
            if (type.isEmpty() || (type.equals("String") && value.isEmpty())) {
                throw call.service()
                        .invalid("Invalid parameter: The message attribute '" + attribute.getKey()
                                + "' must contain a type and a non-empty value");
            }
            attributes.put(attribute.getKey(), value);
        });
        return attributes;
    }

    private static String message(Call call) {
        String message = call.text("Message", "");
        if (message.isEmpty()) {
            throw call.service().invalid("Invalid parameter: Empty message");
        }
        if (message.getBytes(StandardCharsets.UTF_8).length > LARGEST_MESSAGE) {
            throw call.service().invalid("Invalid parameter: Message too long");
        }
        String structure = call.text("MessageStructure");
        if (structure == null) {
            return message;
        }
        if (!structure.equals("json")) {
            throw call.service().invalid("Invalid parameter: MessageStructure");
        }
        return byDefault(call, message);
    }

    /** With a structured message each protocol gets its own text; recorded is the one for all the others. */
    private static String byDefault(Call call, String message) {
        JsonNode texts;
        try {
            texts = Json.parse(message);
        } catch (JacksonException e) {
            throw call.service().invalid("Invalid parameter: Message Structure - JSON message body failed to parse");
        }
        if (!texts.path("default").isString()) {
            throw call.service()
                    .invalid("Invalid parameter: Message Structure - No default entry in JSON message body");
        }
        return texts.get("default").stringValue();
    }
}
