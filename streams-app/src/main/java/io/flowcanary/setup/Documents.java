package io.flowcanary.setup;

import io.flowcanary.record.EventKind;
import io.flowcanary.record.Messages;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON documents that AWS keeps for us. */
final class Documents {
    static final String VERDICT_SOURCE = "flow-canary";
    static final String VERDICT_TYPE = "Canary Verdict";

    private static final String CONVERSATION = "v2.detail.events.conversation.{id}.";
    private static final int RECEIVES = 100;

    private Documents() {}

    /** Exactly the topics that the bridge counts. Genesys leaves the {@code {id}} in the detail-type as it stands. */
    static String conversations() {
        List<String> types = Arrays.stream(EventKind.values())
                .filter(EventKind::needed)
                .map(kind -> CONVERSATION + kind.suffix())
                .toList();
        return json(Map.of("detail-type", types));
    }

    static String verdicts() {
        return json(ordered("source", List.of(VERDICT_SOURCE), "detail-type", List.of(VERDICT_TYPE)));
    }

    /** Lets one rule, and nothing else, send to a queue. */
    static String sendPolicy(String queueArn, String ruleArn) {
        Map<String, Object> statement = ordered("Sid", "rule", "Effect", "Allow");
        statement.put("Principal", Map.of("Service", "events.amazonaws.com"));
        statement.put("Action", "sqs:SendMessage");
        statement.put("Resource", queueArn);
        statement.put("Condition", Map.of("ArnEquals", Map.of("aws:SourceArn", ruleArn)));
        return json(ordered("Version", "2012-10-17", "Statement", List.of(statement)));
    }

    /** The bridge waits for Kafka without receiving, so a message that comes so often breaks whoever reads it. */
    static String redrive(String deadLetterArn) {
        return json(ordered("deadLetterTargetArn", deadLetterArn, "maxReceiveCount", RECEIVES));
    }

    static Map<String, Object> ordered(String key, Object value, String second, Object other) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(second, other);
        return map;
    }

    static String json(Object value) {
        return Messages.json().writeValueAsString(value);
    }
}
