package io.flowcanary.local.aws;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Whom a queue lets send, besides its own account: read for EventBridge, which needs the queue's word. */
record QueuePolicy(JsonNode statements, String queueArn) {
    private static final Set<String> OPERATORS = Set.of("ArnEquals", "ArnLike", "StringEquals", "StringLike");

    static QueuePolicy of(QueueSettings settings, String queueArn) {
        String policy = settings.attributes().getOrDefault("Policy", "{}");
        return new QueuePolicy(Json.parse(policy).path("Statement"), queueArn);
    }

    /** Whether a text is a policy at all. */
    static boolean valid(String policy) {
        try {
            return Json.parse(policy).path("Statement").isContainer();
        } catch (JacksonException notJson) {
            return false;
        }
    }

    boolean lets(String ruleArn) {
        return each(statements).anyMatch(statement -> lets(statement, ruleArn));
    }

    private boolean lets(JsonNode statement, String ruleArn) {
        return statement.path("Effect").asString("").equals("Allow")
                && (has(statement.path("Principal"), "*")
                        || has(statement.path("Principal").path("Service"), "events.amazonaws.com"))
                && Stream.of("sqs:SendMessage", "SQS:SendMessage", "sqs:*", "*")
                        .anyMatch(action -> has(statement.path("Action"), action))
                && (has(statement.path("Resource"), queueArn) || has(statement.path("Resource"), "*"))
                && statement.path("Condition").properties().stream().allMatch(one -> holds(one, ruleArn));
    }

    /** A condition that is not known here does not hold. */
    private static boolean holds(Map.Entry<String, JsonNode> condition, String ruleArn) {
        return OPERATORS.contains(condition.getKey())
                && condition.getValue().properties().stream()
                        .allMatch(key -> key.getKey().equalsIgnoreCase("aws:SourceArn")
                                && each(key.getValue()).anyMatch(arn -> matches(arn.asString(""), ruleArn)));
    }

    private static boolean matches(String pattern, String arn) {
        return pattern.equals(arn)
                || (pattern.contains("*")
                        && Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), arn));
    }

    private static boolean has(JsonNode values, String wanted) {
        return each(values).anyMatch(value -> value.asString("").equals(wanted));
    }

    private static Stream<JsonNode> each(JsonNode values) {
        return values.isArray() ? values.valueStream() : Stream.of(values);
    }
}
