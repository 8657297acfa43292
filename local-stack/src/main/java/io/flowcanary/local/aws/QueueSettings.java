package io.flowcanary.local.aws;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The attributes of a queue that its owner sets. EventBridge needs the policy; the account itself may do everything. */
record QueueSettings(Map<String, String> attributes) {
    private record Range(int otherwise, int least, int most) {}

    private static final Map<String, Range> NUMBERS = Map.of(
            "VisibilityTimeout", new Range(30, 0, 43_200),
            "ReceiveMessageWaitTimeSeconds", new Range(0, 0, 20),
            "DelaySeconds", new Range(0, 0, 900),
            "MaximumMessageSize", new Range(1_048_576, 1_024, 1_048_576),
            "MessageRetentionPeriod", new Range(345_600, 60, 1_209_600));
    private static final Set<String> KEPT = Set.of("SqsManagedSseEnabled");
    /** What a queue may have and need not; asking for one that it has not is no error. */
    static final Set<String> UNSET = Set.of("Policy", "SqsManagedSseEnabled", "RedrivePolicy");

    private static final String POLICY = "Policy";
    private static final String REDRIVE = "RedrivePolicy";
    private static final int MOST_RECEIVES = 1_000;

    /** When and where messages are given up. */
    record Redrive(String deadLetterArn, int maxReceiveCount) {}

    static QueueSettings defaults() {
        Map<String, String> attributes = new TreeMap<>();
        NUMBERS.forEach((name, range) -> attributes.put(name, String.valueOf(range.otherwise())));
        return new QueueSettings(attributes);
    }

    QueueSettings with(JsonNode changes) {
        Map<String, String> changed = new TreeMap<>(attributes);
        changes.properties().forEach(change -> {
            String name = change.getKey();
            String value = change.getValue().asString();
            check(name, value);
            if (value.isEmpty()) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
        });
        return new QueueSettings(Map.copyOf(changed));
    }

    private static void check(String name, String value) {
        Range range = NUMBERS.get(name);
        if (range != null) {
            int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
            if (number < range.least() || number > range.most()) {
                throw SqsError.attributeValue(name);
            }
        } else if (name.equals(REDRIVE)) {
            if (!value.isEmpty()) {
                redrive(value);
            }
        } else if (name.equals(POLICY)) {
            if (!value.isEmpty() && !QueuePolicy.valid(value)) {
                throw SqsError.attributeValue(name);
            }
        } else if (!KEPT.contains(name)) {
            throw SqsError.unknownAttribute(name);
        }
    }

    int visibilityTimeout() {
        return number("VisibilityTimeout");
    }

    int receiveWait() {
        return number("ReceiveMessageWaitTimeSeconds");
    }

    int delay() {
        return number("DelaySeconds");
    }

    int largestMessage() {
        return number("MaximumMessageSize");
    }

    long retentionMillis() {
        return number("MessageRetentionPeriod") * 1_000L;
    }

    Optional<Redrive> redrive() {
        return Optional.ofNullable(attributes.get(REDRIVE)).map(QueueSettings::redrive);
    }

    private int number(String name) {
        return Integer.parseInt(attributes.get(name));
    }

    private static Redrive redrive(String policy) {
        try {
            JsonNode parsed = Json.parse(policy);
            String arn = parsed.path("deadLetterTargetArn").asString("");
            int count = Integer.parseInt(parsed.path("maxReceiveCount").asString(""));
            if (arn.startsWith("arn:aws:sqs:") && count >= 1 && count <= MOST_RECEIVES) {
                return new Redrive(arn, count);
            }
        } catch (JacksonException | NumberFormatException e) {
            // Refused below, like a policy that has everything but makes no sense.
        }
        throw Service.SQS.invalid("Value " + policy + " for parameter RedrivePolicy is invalid. Reason: It must have a"
                + " deadLetterTargetArn and a maxReceiveCount between 1 and " + MOST_RECEIVES + ".");
    }
}
