package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.clock.ScaledClock;
import io.flowcanary.local.demo.LocalStack;
import io.flowcanary.query.CanaryTallies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two thousand conversations by the way that production takes: bus, rule, queue, bridge, Kafka, stream. */
class QueueIT {
    @TempDir
    Path directory;

    @Test
    void countsWhatEntersAtTheBusAndLeavesTheQueueEmpty() throws Exception {
        Recorded recorded = Recorded.hour(directory, Scenario.TRANSFERS, 5, 2_000);

        // Long after the last call, but within what the stream remembers.
        ScaledClock clock = new ScaledClock(Recorded.BEGIN.plus(Duration.ofHours(3)), 1);
        try (LocalStack stack = LocalStack.start(directory, 0, clock, Map.of());
                Stream<String> envelopes = Files.lines(recorded.file())) {
            Service streams = new Service(stack.port());
            Service bridge = new Service(stack.bridgePort());
            await().atMost(Bench.PATIENCE).until(() -> streams.ready() && bridge.ready());

            envelopes.forEach(stack::receive);

            // A message that was redelivered is received twice and changes nothing.
            await().atMost(Bench.PATIENCE).until(() -> bridge.count("received") >= recorded.lines());
            for (String version : new String[] {"v1", "v2", "fallback"}) {
                await(version).atMost(Bench.PATIENCE).untilAsserted(() -> {
                    var versions = streams.tallies(Recorded.CANARY)
                            .map(CanaryTallies::versions)
                            .orElse(new TreeMap<>());
                    // A version is there only once the stream has counted its first call.
                    assertThat(versions).containsKey(version);
                    assertThat(Bench.figures(versions.get(version)))
                            .isEqualTo(Bench.figures(recorded.truth().of(Recorded.CANARY, version)));
                });
            }
            assertThat(bridge.count("written") + bridge.count("skipped") + bridge.count("deadLettered"))
                    .isEqualTo(bridge.count("received"));
        }
    }
}
