package io.flowcanary.bridge.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What AWS puts around an event on its way, and what is inside: each rule names fields that together no envelope has, so that
 * nothing is taken for another thing than it is. What has an object {@code detail} is an envelope.
 *
 * @param name what it is, for people
 * @param trees what it holds as JSON
 * @param payloads what it holds as text, or packed
 */
record Wrapping(String name, List<JsonNode> trees, List<byte[]> payloads) {
    private static final List<String> LISTS =
            List.of("Records", "records", "Messages", "logEvents", "events", "Entries");

    /** What this value is the wrapping of; empty when it is none. */
    static Optional<Wrapping> of(JsonNode value) {
        if (value.isString()) {
            return text("a quoted text", value);
        }
        if (!value.isObject() || value.path("detail").isObject()) {
            return Optional.empty();
        }
        return notification(value)
                .or(() -> queueMessage(value))
                .or(() -> lambda(value))
                .or(() -> stream(value))
                .or(() -> logs(value))
                .or(() -> list(value))
                .or(() -> detail(value));
    }

    private static Optional<Wrapping> notification(JsonNode value) {
        if (value.path("Sns").isObject()) {
            return tree("an SNS record", value.get("Sns"));
        }
        boolean notification = has(value, "Message", "TopicArn")
                && "Notification".equals(value.path("Type").asString(""));
        return notification ? text("an SNS notification", value.get("Message")) : Optional.empty();
    }

    private static Optional<Wrapping> queueMessage(JsonNode value) {
        if (has(value, "Body") && (has(value, "MessageId") || has(value, "ReceiptHandle"))) {
            return text("an SQS message", value.get("Body"));
        }
        boolean record =
                has(value, "body") && "aws:sqs".equals(value.path("eventSource").asString(""));
        return record ? text("an SQS record", value.get("body")) : Optional.empty();
    }

    /** What Lambda could not have handled goes to its destination like this. */
    private static Optional<Wrapping> lambda(JsonNode value) {
        boolean failed = value.path("requestContext").isObject()
                && value.path("requestPayload").isObject();
        return failed ? tree("a Lambda destination's record", value.get("requestPayload")) : Optional.empty();
    }

    private static Optional<Wrapping> stream(JsonNode value) {
        if (has(value.path("kinesis"), "data")) {
            return base64("a Kinesis record", value.path("kinesis").get("data"));
        }
        boolean firehose = has(value, "data") && (has(value, "recordId") || value.size() == 1);
        return firehose ? base64("a Firehose record", value.get("data")) : Optional.empty();
    }

    private static Optional<Wrapping> logs(JsonNode value) {
        if (has(value.path("awslogs"), "data")) {
            return base64(
                    "a CloudWatch Logs subscription", value.path("awslogs").get("data"));
        }
        if ("CONTROL_MESSAGE".equals(value.path("messageType").asString(""))) {
            return Optional.of(new Wrapping("a CloudWatch Logs control message", List.of(), List.of()));
        }
        boolean logged = has(value, "message") && value.path("timestamp").isNumber();
        return logged ? text("a CloudWatch log event", value.get("message")) : Optional.empty();
    }

    private static Optional<Wrapping> list(JsonNode value) {
        return LISTS.stream()
                .filter(name -> value.path(name).isArray())
                .findFirst()
                .map(name -> new Wrapping(
                        "a list of " + name, List.copyOf(value.get(name).values()), List.of()));
    }

    /** The event without its envelope, as an input path leaves it: it says all that is needed itself. */
    private static Optional<Wrapping> detail(JsonNode value) {
        if (has(value, "Detail", "DetailType")) {
            return text("an entry of PutEvents", value.get("Detail"));
        }
        boolean alone = has(value, "topicName") && value.path("eventBody").isObject();
        return alone
                ? tree("a detail alone", JsonNodeFactory.instance.objectNode().set("detail", value))
                : Optional.empty();
    }

    private static boolean has(JsonNode value, String... texts) {
        for (String text : texts) {
            if (!value.path(text).isString()) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Wrapping> tree(String name, JsonNode inside) {
        return Optional.of(new Wrapping(name, List.of(inside), List.of()));
    }

    private static Optional<Wrapping> text(String name, JsonNode inside) {
        return payload(name, inside.asString().getBytes(StandardCharsets.UTF_8));
    }

    /** Of what is no base64 the text itself is given: it will be found to hold no JSON. */
    private static Optional<Wrapping> base64(String name, JsonNode inside) {
        try {
            return payload(name, Base64.getDecoder().decode(inside.asString()));
        } catch (IllegalArgumentException e) {
            return text(name, inside);
        }
    }

    private static Optional<Wrapping> payload(String name, byte[] inside) {
        return Optional.of(new Wrapping(name, List.of(), List.of(inside)));
    }
}
