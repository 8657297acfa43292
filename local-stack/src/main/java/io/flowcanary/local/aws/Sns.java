package io.flowcanary.local.aws;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Topics; a publish is recorded for whoever wants to look, and goes nowhere. */
final class Sns {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Pattern TOPIC_ARN = Pattern.compile("arn:aws:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_.-]{1,256}");
    private static final Pattern SUBJECT = Pattern.compile("[!-~][ -~]{0,98}");
    private static final Set<String> PROTOCOLS =
            Set.of("http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose");
    private static final int LARGEST_MESSAGE = 256 * 1024;
    private static final int TOPICS_A_PAGE = 100;

    /** Topic to "protocol endpoint" of each subscription, with its ARN. */
    private final Map<String, Map<String, String>> topics = new ConcurrentHashMap<>();

    private final Recorded<SentAlert> alerts = new Recorded<>();
    private final Clock clock;

    Sns(Clock clock) {
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateTopic", this::createTopic,
                "Subscribe", this::subscribe,
                "Publish", this::publish,
                "ListTopics", this::listTopics);
    }

    List<SentAlert> alerts() {
        return alerts.list();
    }

    private ObjectNode createTopic(Call call) {
        String name = call.text("Name", "");
        if (!NAME.matcher(name).matches()) {
            throw call.service().invalid("Invalid parameter: Topic Name");
        }
        String arn = call.service().arn(call.region(), name);
        topics.putIfAbsent(arn, new ConcurrentHashMap<>());
        return Json.object().put("TopicArn", arn);
    }

    private ObjectNode subscribe(Call call) {
        Map<String, String> subscriptions = topics.get(existing(call, call.text("TopicArn")));
        String protocol = call.text("Protocol", "");
        String endpoint = call.text("Endpoint", "");
        if (!PROTOCOLS.contains(protocol)) {
            throw call.service().invalid("Invalid parameter: Does not support this protocol string: " + protocol);
        }
        if (protocol.equals("sqs") && !endpoint.startsWith("arn:aws:sqs:")) {
            throw call.service().invalid("Invalid parameter: SQS endpoint ARN");
        }
        if (protocol.startsWith("email") && !endpoint.matches("[^@\\s]+@[^@\\s]+")) {
            throw call.service().invalid("Invalid parameter: Email address");
        }
        String arn = subscriptions.computeIfAbsent(
                protocol + " " + endpoint, key -> call.text("TopicArn") + ":" + UUID.randomUUID());
        boolean unconfirmed = protocol.startsWith("email") || protocol.startsWith("http");
        boolean told = !unconfirmed || call.flag("ReturnSubscriptionArn");
        return Json.object().put("SubscriptionArn", told ? arn : "pending confirmation");
    }

    private ObjectNode publish(Call call) {
        if (call.input().has("PhoneNumber")) {
            throw call.service().invalid("Invalid parameter: PhoneNumber Reason: no text messages are sent from here");
        }
        String topic = existing(call, call.text("TopicArn", call.text("TargetArn")));
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

    private ObjectNode listTopics(Call call) {
        String after = call.text("NextToken", "");
        List<String> left =
                new TreeSet<>(topics.keySet()).tailSet(after, false).stream().toList();
        List<String> page = left.subList(0, Math.min(TOPICS_A_PAGE, left.size()));
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("Topics");
        page.forEach(arn -> list.addObject().put("TopicArn", arn));
        if (page.size() < left.size()) {
            answer.put("NextToken", page.get(page.size() - 1));
        }
        return answer;
    }

    private String existing(Call call, String arn) {
        if (arn == null || !TOPIC_ARN.matcher(arn).matches()) {
            throw call.service().invalid("Invalid parameter: TopicArn");
        }
        if (!topics.containsKey(arn)) {
            throw new AwsError("NotFound", "NotFound", 404, "Topic does not exist");
        }
        return arn;
    }
}
