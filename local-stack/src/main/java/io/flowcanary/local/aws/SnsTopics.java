package io.flowcanary.local.aws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations on topics and subscriptions. Nobody confirms, so a mail address waits for ever. */
final class SnsTopics {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Pattern TOPIC_ARN = Pattern.compile("arn:aws:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_.-]{1,256}");
    private static final Set<String> PROTOCOLS =
            Set.of("http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose");
    private static final int TOPICS_A_PAGE = 100;

    private record Subscription(String arn, String protocol, String endpoint) {
        boolean pending() {
            return protocol.startsWith("email") || protocol.startsWith("http");
        }
    }

    /** Topic to "protocol endpoint" to subscription. */
    private final Map<String, Map<String, Subscription>> topics = new ConcurrentHashMap<>();

    private final Tags tags = new Tags();

    Map<String, Operation> operations() {
        Map<String, Operation> all = new HashMap<>();
        all.put("CreateTopic", this::create);
        all.put("DeleteTopic", this::delete);
        all.put("GetTopicAttributes", this::attributes);
        all.put("ListTopics", this::list);
        all.put("Subscribe", this::subscribe);
        all.put("ListSubscriptionsByTopic", this::listSubscriptions);
        all.put("TagResource", this::tag);
        all.put("ListTagsForResource", call -> Json.object().set("Tags", tags.list(tagged(call))));
        return all;
    }

    boolean has(String arn) {
        return topics.containsKey(arn);
    }

    String existing(Call call, String arn) {
        if (arn == null || !TOPIC_ARN.matcher(arn).matches()) {
            throw call.service().invalid("Invalid parameter: TopicArn");
        }
        String[] parts = arn.split(":");
        if (!parts[3].equals(call.region())) {
            // SNS knows only the topics of the region that it is asked in.
            throw call.service().invalid("Invalid parameter: TopicArn");
        }
        if (!parts[4].equals(Service.ACCOUNT)) {
            throw call.service().denied(call.operation() + " on resource: " + arn);
        }
        if (!topics.containsKey(arn)) {
            throw new AwsError("NotFound", "NotFound", 404, "Topic does not exist");
        }
        return arn;
    }

    private ObjectNode create(Call call) {
        String name = call.text("Name", "");
        if (!NAME.matcher(name).matches()) {
            throw call.service().invalid("Invalid parameter: Topic Name");
        }
        String arn = call.service().arn(call.region(), name);
        if (topics.putIfAbsent(arn, new ConcurrentSkipListMap<>()) == null) {
            tags.add(arn, call.input().path("Tags"));
        }
        return Json.object().put("TopicArn", arn);
    }

    /** Deleting what is not there is a success. */
    private ObjectNode delete(Call call) {
        String arn = call.text("TopicArn", "");
        topics.remove(arn);
        tags.forget(arn);
        return null;
    }

    private ObjectNode attributes(Call call) {
        String arn = existing(call, call.text("TopicArn"));
        long pending =
                topics.get(arn).values().stream().filter(Subscription::pending).count();
        ObjectNode answer = Json.object();
        answer.putObject("Attributes")
                .put("TopicArn", arn)
                .put("Owner", Service.ACCOUNT)
                .put("SubscriptionsPending", Long.toString(pending))
                .put("SubscriptionsConfirmed", Long.toString(topics.get(arn).size() - pending));
        return answer;
    }

    private ObjectNode list(Call call) {
        String after = call.text("NextToken", "");
        String ofRegion = call.service().arn(call.region(), "");
        List<String> left = new TreeSet<>(topics.keySet())
                .tailSet(after, false).stream()
                        .filter(arn -> arn.startsWith(ofRegion))
                        .toList();
        List<String> page = left.subList(0, Math.min(TOPICS_A_PAGE, left.size()));
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("Topics");
        page.forEach(arn -> list.addObject().put("TopicArn", arn));
        if (page.size() < left.size()) {
            answer.put("NextToken", page.get(page.size() - 1));
        }
        return answer;
    }

    private ObjectNode subscribe(Call call) {
        Map<String, Subscription> subscriptions = topics.get(existing(call, call.text("TopicArn")));
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
        Subscription made = subscriptions.computeIfAbsent(
                protocol + " " + endpoint,
                key -> new Subscription(call.text("TopicArn") + ":" + UUID.randomUUID(), protocol, endpoint));
        boolean told = !made.pending() || call.flag("ReturnSubscriptionArn");
        return Json.object().put("SubscriptionArn", told ? made.arn() : "pending confirmation");
    }

    private ObjectNode listSubscriptions(Call call) {
        String topic = existing(call, call.text("TopicArn"));
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("Subscriptions");
        topics.get(topic)
                .values()
                .forEach(one -> list.addObject()
                        .put("SubscriptionArn", one.pending() ? "PendingConfirmation" : one.arn())
                        .put("Owner", Service.ACCOUNT)
                        .put("Protocol", one.protocol())
                        .put("Endpoint", one.endpoint())
                        .put("TopicArn", topic));
        return answer;
    }

    private ObjectNode tag(Call call) {
        tags.add(tagged(call), call.input().path("Tags"));
        return Json.object();
    }

    private String tagged(Call call) {
        String arn = call.text("ResourceArn", "");
        if (!has(arn)) {
            throw new AwsError("ResourceNotFoundException", "ResourceNotFound", 404, "Resource does not exist");
        }
        return arn;
    }
}
