package io.flowcanary.local.centre;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tests of the centre share. */
final class Samples {
    static final Instant BUSY = Instant.parse("2026-01-15T09:00:00Z");
    static final JsonMapper JSON = new JsonMapper();

    private Samples() {}

    static CentreSettings healthy() {
        return CentreSettings.of(Scenario.HEALTHY);
    }

    static CentreSettings quiet(Scenario scenario) {
        return CentreSettings.of(scenario).withNoise(Noise.none());
    }

    /** Calls 0 to {@code count}, one every 180 ms. */
    static Stream<Call> calls(CentreSettings settings, int count, double percent) {
        CallPlanner planner = new CallPlanner(settings);
        return LongStream.range(0, count)
                .mapToObj(n -> planner.plan(n, BUSY.plusMillis(180 * n), OptionalDouble.of(percent)));
    }

    static Stream<Delivery> deliveries(CentreSettings settings, int calls, double percent) {
        CallEvents events = new CallEvents(settings);
        return calls(settings, calls, percent).flatMap(call -> events.of(call).stream());
    }

    static JsonNode body(Delivery delivery) {
        return JSON.readTree(delivery.envelope()).path("detail").path("eventBody");
    }
}
