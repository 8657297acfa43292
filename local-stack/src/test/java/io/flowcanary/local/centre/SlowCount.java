package io.flowcanary.local.centre;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Counts a recording the slow way: all of it in memory, each rule applied to a whole conversation. Shares nothing with
 * the centre, so that the two can contradict each other.
 */
final class SlowCount {
    private static final String PREFIX = "v2.detail.events.conversation.";

    private final Map<String, Map<String, JsonNode>> conversations = new LinkedHashMap<>();
    private final String flowId;

    SlowCount(Stream<String> lines, String flowId) {
        this.flowId = flowId;
        lines.forEach(this::read);
    }

    private void read(String line) {
        JsonNode detail;
        try {
            detail = Samples.JSON.readTree(line).path("detail");
        } catch (JacksonException broken) {
            return;
        }
        JsonNode body = detail.path("eventBody");
        String topic = detail.path("topicName").asString("");
        if (!body.path("conversationId").isString() || !body.path("eventTime").isNumber()) {
            return;
        }
        String conversation = body.path("conversationId").asString();
        if (topic.startsWith(PREFIX + conversation)) {
            String kind = topic.substring(PREFIX.length() + conversation.length() + 1);
            String identity = kind + body.path("participantId") + body.path("sessionId") + body.path("eventTime");
            conversations
                    .computeIfAbsent(conversation, id -> new LinkedHashMap<>())
                    .put(identity, body);
        }
    }

    Map<String, VersionTruth> byVersion() {
        Map<String, VersionTruth> counts = new TreeMap<>();
        conversations.values().forEach(events -> {
            Map<String, String> attributes = new TreeMap<>();
            of(events, "attributes").stream()
                    .sorted(Comparator.comparing(body -> body.path("eventTime").asLong()))
                    .forEach(body -> body.path("attributes")
                            .properties()
                            .forEach(entry -> attributes.put(
                                    entry.getKey(), entry.getValue().asString())));
            if (attributes.containsKey("canaryVersion")) {
                String version = attributes.get("canaryVersion");
                VersionTruth before =
                        counts.getOrDefault(version, VersionTruth.none(attributes.get("canaryName"), version));
                counts.put(version, before.plusStarted().plus(outcome(events)));
            } else if (of(events, "flow.start").stream().anyMatch(this::isMenu)) {
                VersionTruth before =
                        counts.getOrDefault(Truth.UNVERSIONED, VersionTruth.none(flowId, Truth.UNVERSIONED));
                counts.put(Truth.UNVERSIONED, before.plusStarted());
            }
        });
        return counts;
    }

    private Outcome outcome(Map<String, JsonNode> events) {
        List<JsonNode> menuEnds =
                of(events, "flow.end").stream().filter(this::isMenu).toList();
        boolean queued =
                !of(events, "acd.start").isEmpty() || !of(events, "user.start").isEmpty();
        long talk = sum(of(events, "user.end"), "interactingDurationMs");
        long handle = talk
                + sum(of(events, "user.end"), "heldDurationMs")
                + sum(of(events, "user.end"), "dialingDurationMs")
                + sum(of(events, "user.end"), "contactingDurationMs")
                + sum(of(events, "acw"), "wrapupDurationMs");
        boolean brokenFlow = any(menuEnds, "exitReason", "FLOW_ERROR_DISCONNECT")
                || any(menuEnds, "exitReason", "FLOW_ERROR_EXIT")
                || any(menuEnds, "exitReason", "RECOGNITION_FAILURE_DISCONNECT")
                || any(menuEnds, "exitReason", "RECOGNITION_FAILURE_EXIT");
        List<JsonNode> all = List.copyOf(events.values());
        return new Outcome(
                !of(events, "customer.end").isEmpty(),
                any(of(events, "acd.end"), "acdOutcome", "ABANDON"),
                of(events, "user.end").stream()
                        .anyMatch(end -> end.path("disconnectType").asString("").endsWith("TRANSFER")),
                any(menuEnds, "exitReason", "FLOW_DISCONNECT") && !queued,
                any(menuEnds, "exitReason", "DISCONNECT") && !queued,
                brokenFlow
                        || any(all, "disconnectType", "ERROR")
                        || any(all, "disconnectType", "TRANSPORT_FAILURE")
                        || any(of(events, "flow.outcome"), "flowOutcomeValue", "FAILURE"),
                handle,
                talk);
    }

    private boolean isMenu(JsonNode flow) {
        return flow.path("flowType").asString("").equals("INBOUNDCALL")
                && flow.path("flowId").asString("").equals(flowId);
    }

    private static List<JsonNode> of(Map<String, JsonNode> events, String kind) {
        // The identity goes on with a quoted id, so no kind is taken for another that begins like it.
        return events.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind + '"'))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean any(List<JsonNode> bodies, String field, String value) {
        return bodies.stream().anyMatch(body -> body.path(field).asString("").equals(value));
    }

    private static long sum(List<JsonNode> bodies, String field) {
        return bodies.stream().mapToLong(body -> body.path(field).asLong(0)).sum();
    }
}
