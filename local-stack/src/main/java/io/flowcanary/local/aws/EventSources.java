package io.flowcanary.local.aws;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The event sources that partners offer to the account. */
final class EventSources {
    /** Where a source stands: a bus makes it active. */
    enum State {
        PENDING,
        ACTIVE,
        DELETED
    }

    private record Source(State state, long offeredAt) {}

    private final Map<String, Source> sources = new ConcurrentSkipListMap<>();
    private final Clock clock;

    EventSources(Clock clock) {
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        return Map.of("DescribeEventSource", this::describe, "ListEventSources", this::list);
    }

    void put(String name, State state) {
        sources.merge(name, new Source(state, clock.millis()), (old, source) -> new Source(state, old.offeredAt()));
    }

    /** The source that a bus is made for; refuses one that nobody offers. */
    void activate(String name) {
        if (!sources.containsKey(name) || sources.get(name).state() == State.DELETED) {
            throw missing(name);
        }
        put(name, State.ACTIVE);
    }

    /** Without its bus a source waits again. */
    void release(String name) {
        sources.computeIfPresent(
                name, (key, old) -> old.state() == State.ACTIVE ? new Source(State.PENDING, old.offeredAt()) : old);
    }

    private ObjectNode describe(Call call) {
        String name = call.text("Name", "");
        Source source = sources.get(name);
        if (source == null) {
            throw missing(name);
        }
        return told(call, name, source);
    }

    private ObjectNode list(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("EventSources");
        sources.forEach((name, source) -> {
            if (name.startsWith(call.text("NamePrefix", ""))) {
                list.add(told(call, name, source));
            }
        });
        return answer;
    }

    private static ObjectNode told(Call call, String name, Source source) {
        return Json.object()
                .put("Arn", "arn:aws:events:" + call.region() + "::event-source/" + name)
                .put("CreatedBy", name.split("/")[Math.min(1, name.split("/").length - 1)])
                .put("CreationTime", BigDecimal.valueOf(source.offeredAt(), 3))
                .put("Name", name)
                .put("State", source.state().name());
    }

    private static AwsError missing(String name) {
        return new AwsError("ResourceNotFoundException", "Event source " + name + " does not exist.");
    }
}
