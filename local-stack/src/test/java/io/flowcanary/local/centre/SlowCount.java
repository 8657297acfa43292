package io.flowcanary.local.centre;

import io.flowcanary.record.GenesysFigures;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Counts a recording the slow way: all of it in memory, each rule applied to a whole conversation. Shares nothing with
 * the centre nor with what it is held against, so that they can contradict each other.
 */
final class SlowCount {
    private static final String PREFIX = "v2.detail.events.conversation.";
    private static final Set<String> MENUS = Set.of("INBOUNDCALL", "SECURECALL");
    private static final Set<String> AGENT_TRANSFERS = Set.of("TRANSFER", "CONSULT_TRANSFER", "CONFERENCE_TRANSFER");

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
            Map<String, String> drawn = drawn(events);
            String version = drawn.get("canaryVersion");
            if (version != null) {
                VersionTruth before = counts.getOrDefault(version, VersionTruth.none(drawn.get("canaryName"), version));
                counts.put(version, before.plusStarted().plus(outcome(events)));
            } else if (of(events, "flow.start").stream()
                    .anyMatch(flow -> flow.path("flowId").asString("").equals(flowId))) {
                VersionTruth before =
                        counts.getOrDefault(Truth.UNVERSIONED, VersionTruth.none(flowId, Truth.UNVERSIONED));
                counts.put(Truth.UNVERSIONED, before.plusStarted());
            }
        });
        return counts;
    }

    Map<String, GenesysFigures> asGenesysCounts() {
        Map<String, GenesysFigures> sums = new TreeMap<>();
        conversations.values().forEach(events -> {
            String version = drawn(events).get("canaryVersion");
            if (version != null) {
                List<JsonNode> waits = calls(of(events, "acd.end"));
                sums.merge(
                        version,
                        new GenesysFigures(
                                having(waits, "acdOutcome", Set.of("ANSWERED", "ABANDON", "FLOW_OUT")),
                                having(waits, "acdOutcome", Set.of("ANSWERED")),
                                having(waits, "acdOutcome", Set.of("ABANDON")),
                                having(talked(events), "disconnectType", Set.of("TRANSFER", "CONSULT_TRANSFER"))),
                        (a, b) -> new GenesysFigures(
                                a.offered() + b.offered(),
                                a.answered() + b.answered(),
                                a.abandoned() + b.abandoned(),
                                a.transferred() + b.transferred()));
            }
        });
        return sums;
    }

    private static Map<String, String> drawn(Map<String, JsonNode> events) {
        Map<String, String> attributes = new TreeMap<>();
        of(events, "attributes").stream()
                .sorted(Comparator.comparing(SlowCount::time))
                .forEach(body -> body.path("attributes")
                        .properties()
                        .forEach(entry ->
                                attributes.put(entry.getKey(), entry.getValue().asString())));
        return attributes;
    }

    private static Outcome outcome(Map<String, JsonNode> events) {
        List<JsonNode> menuEnds = calls(of(events, "flow.end")).stream()
                .filter(flow -> MENUS.contains(text(flow, "flowType")))
                .sorted(Comparator.comparing(SlowCount::time))
                .toList();
        boolean alone = of(events, "acd.start").isEmpty()
                && of(events, "acd.end").isEmpty()
                && of(events, "user.start").isEmpty()
                && of(events, "user.end").isEmpty()
                && menuEnds.stream()
                        .noneMatch(flow -> text(flow, "exitReason").equals("TRANSFER")
                                && !text(flow, "transferType").endsWith("FLOW"));
        List<JsonNode> decided = menuEnds.stream()
                .filter(flow ->
                        Set.of("TRANSFER", "FLOW_DISCONNECT", "DISCONNECT").contains(text(flow, "exitReason")))
                .toList();
        String lastExit = decided.isEmpty() || !alone ? "" : text(decided.get(decided.size() - 1), "exitReason");
        return new Outcome(
                ended(events),
                having(calls(of(events, "acd.end")), "acdOutcome", Set.of("ABANDON")) > 0,
                having(talked(events), "disconnectType", AGENT_TRANSFERS) > 0,
                lastExit.equals("FLOW_DISCONNECT"),
                lastExit.equals("DISCONNECT"),
                broken(events),
                !broken(events) && having(of(events, "flow.outcome"), "flowOutcomeValue", Set.of("FAILURE")) > 0,
                busy(of(events, "user.end"), SlowCount::handling) + busy(lastReports(events), SlowCount::wrapup),
                busy(of(events, "user.end"), end -> number(end, "interactingDurationMs")));
    }

    private static boolean ended(Map<String, JsonNode> events) {
        List<JsonNode> starts = calls(of(events, "customer.start"));
        List<JsonNode> ends = calls(of(events, "customer.end"));
        boolean calledIn = Stream.concat(starts.stream(), ends.stream())
                .anyMatch(customer -> !text(customer, "direction").equals("OUTBOUND"));
        return ends.stream()
                .anyMatch(end -> !calledIn || !text(end, "direction").equals("OUTBOUND"));
    }

    private static boolean broken(Map<String, JsonNode> events) {
        return calls(events.values()).stream().anyMatch(body -> {
            String exit = text(body, "exitReason");
            boolean inner =
                    Set.of("BOT", "DIGITALBOT", "INQUEUECALL", "COMMONMODULE").contains(text(body, "flowType"));
            return Set.of("ERROR", "TRANSPORT_FAILURE").contains(text(body, "disconnectType"))
                    || !inner && (exit.startsWith("FLOW_ERROR") || exit.startsWith("RECOGNITION_FAILURE"));
        });
    }

    private static List<JsonNode> talked(Map<String, JsonNode> events) {
        return calls(of(events, "user.end")).stream()
                .filter(end -> number(end, "interactingDurationMs") + number(end, "heldDurationMs") > 0)
                .toList();
    }

    private static Collection<JsonNode> lastReports(Map<String, JsonNode> events) {
        Map<String, JsonNode> last = new HashMap<>();
        of(events, "acw").stream()
                .sorted(Comparator.comparing(SlowCount::time))
                .forEach(report -> last.put(text(report, "participantId") + text(report, "sessionId"), report));
        return last.values();
    }

    /** Every busy millisecond of each agent, one bit each. */
    private static long busy(Collection<JsonNode> reports, ToLongFunction<JsonNode> length) {
        Optional<Long> first = reports.stream()
                .map(report -> time(report) - length.applyAsLong(report))
                .min(Comparator.naturalOrder());
        return reports.stream()
                .collect(Collectors.groupingBy(report -> text(report, "participantId")))
                .values()
                .stream()
                .mapToLong(ofAgent -> {
                    BitSet axis = new BitSet();
                    for (JsonNode report : ofAgent) {
                        int to = (int) (time(report) - first.orElseThrow());
                        axis.set(to - (int) length.applyAsLong(report), to);
                    }
                    return axis.cardinality();
                })
                .sum();
    }

    private static long handling(JsonNode end) {
        return number(end, "interactingDurationMs")
                + number(end, "heldDurationMs")
                + number(end, "dialingDurationMs")
                + number(end, "contactingDurationMs");
    }

    private static long wrapup(JsonNode report) {
        return number(report, "wrapupDurationMs");
    }

    private static List<JsonNode> calls(Collection<JsonNode> bodies) {
        return bodies.stream()
                .filter(body -> Set.of("", "VOICE").contains(text(body, "mediaType")))
                .toList();
    }

    private static List<JsonNode> of(Map<String, JsonNode> events, String kind) {
        // The identity goes on with a quoted id, so no kind is taken for another that begins like it.
        return events.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind + '"'))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static long having(List<JsonNode> bodies, String field, Set<String> values) {
        return bodies.stream()
                .filter(body -> values.contains(text(body, field)))
                .count();
    }

    private static String text(JsonNode body, String field) {
        return body.path(field).asString("");
    }

    private static long number(JsonNode body, String field) {
        return body.path(field).asLong(0);
    }

    private static long time(JsonNode body) {
        return body.path("eventTime").asLong();
    }
}
