package io.flowcanary.local.centre;

import io.flowcanary.record.GenesysFigures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The events of one call as Genesys tells them, written by hand, and what the call counts for. Times are seconds since its start. */
final class CallShape {
    private static final Instant START = Instant.parse("2026-01-15T10:00:00Z");

    private final String name;
    private final String version;
    private final long start;
    private final List<Map<String, Object>> bodies = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private Set<String> facts = Set.of();
    private long handleMs;
    private long talkMs;
    private GenesysFigures genesys = GenesysFigures.NONE;

    /** @param number of the minute in which it starts */
    CallShape(String name, String version, int number) {
        this.name = name;
        this.version = version;
        this.start = START.plusSeconds(60L * number).toEpochMilli();
    }

    /** A caller who called in and drew a version in the flow. */
    CallShape calls() {
        tell(0, "customer.start", "customer", "c", Map.of());
        tell(0.2, "flow.start", "ivr", "i", Map.of("flowType", "INBOUNDCALL", "flowId", "f-1", "flowVersion", "7.0"));
        return draws();
    }

    CallShape draws() {
        return tell(
                0.9,
                "attributes",
                "customer",
                null,
                Map.of("attributes", Map.of("canaryVersion", version, "canaryName", Shapes.CANARY)));
    }

    CallShape flowEnds(double at, String exitReason) {
        return flowEnds(at, "INBOUNDCALL", exitReason, null);
    }

    CallShape flowEnds(double at, String type, String exitReason, String transferType) {
        Map<String, Object> fields = new TreeMap<>(Map.of("flowType", type, "flowId", "f-" + type));
        fields.put("exitReason", exitReason);
        if (transferType != null) {
            fields.put("transferType", transferType);
        }
        return tell(at, "flow.end", "ivr", "i-" + type, fields);
    }

    CallShape hands(double at, String transferType) {
        return flowEnds(at, "INBOUNDCALL", "TRANSFER", transferType);
    }

    CallShape fails(double at) {
        return tell(
                at,
                "flow.outcome",
                "ivr",
                "i",
                Map.of("flowType", "INBOUNDCALL", "flowOutcomeId", Shapes.GOAL, "flowOutcomeValue", "FAILURE"));
    }

    CallShape queues(double at) {
        return tell(at, "acd.start", "acd", "q-" + at, Map.of("queueId", "q"));
    }

    CallShape leavesQueue(double at, String outcome) {
        return tell(at, "acd.end", "acd", "q-" + at, Map.of("acdOutcome", outcome, "disconnectType", "TRANSFER"));
    }

    CallShape rings(double at, String agent) {
        return tell(at, "user.start", agent, "s-" + agent, Map.of("userId", "u"));
    }

    /** @param ms interacting, held, dialing, contacting */
    CallShape agentEnds(double at, String agent, String disconnectType, long... ms) {
        Map<String, Object> fields = new TreeMap<>(Map.of("userId", "u", "disconnectType", disconnectType));
        String[] names = {"interactingDurationMs", "heldDurationMs", "dialingDurationMs", "contactingDurationMs"};
        for (int i = 0; i < ms.length; i++) {
            fields.put(names[i], ms[i]);
        }
        return tell(at, "user.end", agent, "s-" + agent, fields);
    }

    CallShape wrapsUp(double at, String agent, long ms) {
        return tell(at, "acw", agent, "s-" + agent, Map.of("wrapupDurationMs", ms));
    }

    CallShape voicemail(double at) {
        return tell(at, "voicemail.start", "voicemail", "v", Map.of("queueId", "q"))
                .tell(at + 20, "voicemail.end", "voicemail", "v", Map.of("queueId", "q"));
    }

    CallShape ends(double at) {
        return tell(at, "customer.end", "customer", "c", Map.of("disconnectType", "PEER"));
    }

    /** The last event is one of another medium's session. */
    CallShape of(String mediaType) {
        last().put("mediaType", mediaType);
        last().put("sessionId", last().get("sessionId") + mediaType);
        return this;
    }

    /** The last event is of somebody who was called. */
    CallShape outbound(String participant) {
        last().put("direction", "OUTBOUND");
        last().put("participantId", name + participant);
        return this;
    }

    CallShape counts(String... shown) {
        facts = Set.of(shown);
        return this;
    }

    CallShape works(long handled, long talked) {
        handleMs = handled;
        talkMs = talked;
        return this;
    }

    CallShape asGenesys(long offered, long answered, long abandoned, long transferred) {
        genesys = new GenesysFigures(offered, answered, abandoned, transferred);
        return this;
    }

    private CallShape tell(double at, String kind, String participant, String session, Map<String, Object> fields) {
        Map<String, Object> body = new TreeMap<>(fields);
        body.put("eventTime", start + Math.round(at * 1000));
        body.put("conversationId", conversationId());
        body.put("participantId", name + participant);
        if (session != null) {
            body.put("sessionId", name + session);
            body.put("mediaType", "VOICE");
            body.put("direction", "INBOUND");
        }
        bodies.add(body);
        kinds.add(kind);
        return this;
    }

    private Map<String, Object> last() {
        return bodies.get(bodies.size() - 1);
    }

    String name() {
        return name;
    }

    String conversationId() {
        return UUID.nameUUIDFromBytes((name + version).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    Outcome outcome() {
        return new Outcome(
                facts.contains("ended"),
                facts.contains("abandoned"),
                facts.contains("transferred"),
                facts.contains("contained"),
                facts.contains("hung up"),
                facts.contains("errored"),
                facts.contains("goal missed"),
                handleMs,
                talkMs);
    }

    GenesysFigures genesys() {
        return genesys;
    }

    /** One envelope a line, in order of time. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            Map<String, Object> body = bodies.get(i);
            Instant at = Instant.ofEpochMilli((Long) body.get("eventTime"));
            lines.add(Samples.JSON.writeValueAsString(Map.of(
                    "version",
                    "0",
                    "id",
                    UUID.nameUUIDFromBytes((name + version + i).getBytes(StandardCharsets.UTF_8)),
                    "detail-type",
                    "v2.detail.events.conversation.{id}." + kinds.get(i),
                    "source",
                    "aws.partner/genesys.com/cloud/00000000-0000-4000-8000-000000000002/shapes",
                    "time",
                    at.plusMillis(300).toString(),
                    "detail",
                    Map.of(
                            "topicName",
                            "v2.detail.events.conversation." + conversationId() + "." + kinds.get(i),
                            "version",
                            "2",
                            "eventBody",
                            body))));
        }
        return lines;
    }
}
