package io.flowcanary.local.aws;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** PutEvents: each entry is accepted or refused by itself, and the answer is a success all the same. */
final class PutEvents implements Operation {
    private static final int MOST_ENTRIES = 10;
    private static final int LARGEST_REQUEST = 1024 * 1024;
    private static final int BYTES_OF_A_TIME = 14;

    private final Buses buses;
    private final Clock clock;
    private final Faults faults;
    private final Recorded<PutEvent> events = new Recorded<>();

    PutEvents(Buses buses, Clock clock, Faults faults) {
        this.buses = buses;
        this.clock = clock;
        this.faults = faults;
    }

    List<PutEvent> events() {
        return events.list();
    }

    @Override
    public ObjectNode answer(Call call) {
        JsonNode entries = call.input().path("Entries");
        if (!entries.isArray() || entries.isEmpty() || entries.size() > MOST_ENTRIES) {
            throw call.service()
                    .invalid("1 validation error detected: Value at 'entries' failed to satisfy"
                            + " constraint: Member must have length between 1 and " + MOST_ENTRIES);
        }
        int size = 0;
        for (JsonNode entry : entries) {
            size += size(call.about(entry));
        }
        if (size > LARGEST_REQUEST) {
            throw call.service().invalid("Total size of the entries in the request is over the limit.");
        }
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("Entries");
        int failed = 0;
        for (JsonNode entry : entries) {
            ObjectNode result = results.addObject();
            try {
                result.put("EventId", accept(call.about(entry)));
            } catch (AwsError refused) {
                failed++;
                result.put("ErrorCode", refused.code()).put("ErrorMessage", refused.getMessage());
            }
        }
        return answer.put("FailedEntryCount", failed);
    }

    /** The size that EventBridge bills: the texts' bytes, and fourteen for a time when given. */
    private static int size(Call entry) {
        int size = entry.input().has("Time") ? BYTES_OF_A_TIME : 0;
        for (String member : new String[] {"Source", "DetailType", "Detail"}) {
            size += entry.text(member, "").getBytes(StandardCharsets.UTF_8).length;
        }
        for (JsonNode resource : entry.input().path("Resources")) {
            size += resource.asString().getBytes(StandardCharsets.UTF_8).length;
        }
        return size;
    }

    private String accept(Call entry) {
        String struck = faults.strikeEntry();
        if (struck != null) {
            throw new AwsError(struck, "The entry was refused on demand.");
        }
        String source = required(entry, "Source");
        String detailType = required(entry, "DetailType");
        String detail = required(entry, "Detail");
        if (source.startsWith("aws.")) {
            throw new AwsError("NotAuthorizedForSourceException", "Not authorized for the source.");
        }
        String id = UUID.randomUUID().toString();
        Instant time = time(entry);
        ObjectNode envelope = Json.object()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", detailType)
                .put("source", source)
                .put("account", Service.ACCOUNT)
                .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", entry.region());
        ArrayNode resources = envelope.putArray("resources");
        entry.input().path("Resources").forEach(resources::add);
        envelope.set("detail", parsed(detail));
        String bus = EventBuses.named(entry.text("EventBusName", Buses.DEFAULT));
        events.add(new PutEvent(source, detailType, detail, bus, time));
        // An event for a bus that is not there is accepted and matches no rule.
        if (buses.has(bus)) {
            buses.put(bus, Json.text(envelope));
        }
        return id;
    }

    private static String required(Call entry, String member) {
        String value = entry.text(member, "");
        if (value.isEmpty()) {
            throw new AwsError(
                    "InvalidArgument",
                    "Parameter " + member + " is not valid. Reason: " + member + " is a required argument.");
        }
        return value;
    }

    private static JsonNode parsed(String detail) {
        JsonNode parsed;
        try {
            parsed = Json.parse(detail);
        } catch (JacksonException e) {
            throw new AwsError("MalformedDetail", "Detail is malformed.");
        }
        if (!parsed.isObject()) {
            throw new AwsError("MalformedDetail", "Detail is malformed.");
        }
        return parsed;
    }

    private Instant time(Call entry) {
        JsonNode time = entry.input().path("Time");
        if (time.isMissingNode() || time.isNull()) {
            return clock.instant();
        }
        if (!time.isNumber()) {
            throw new AwsError("InvalidArgument", "Parameter Time is not valid.");
        }
        return Instant.ofEpochMilli(time.decimalValue().movePointRight(3).longValue());
    }
}
