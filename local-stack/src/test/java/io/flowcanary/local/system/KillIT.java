package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.process.ChildProcess;
import io.flowcanary.query.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The streams service as a process of its own, killed without warning in the middle of the work. */
class KillIT {
    @TempDir
    Path directory;

    @Test
    void countsNothingTwiceAndLosesNothingWhenItIsKilled() throws Exception {
        Recorded recorded = Recorded.hour(directory, Scenario.HEALTHY, 11, 5_000);
        int port = Instance.freePort();
        Service streams = new Service(port);

        try (Bench bench = new Bench(directory)) {
            CompletableFuture<Map<String, Object>> bridge;
            Progress before;
            // At the end of the block it is killed, in the middle of its work.
            try (ChildProcess first = Instance.start(bench.environment(), port, directory.resolve("streams.log"))) {
                await().atMost(Bench.PATIENCE).until(streams::ready);
                bridge = CompletableFuture.supplyAsync(() -> {
                    try {
                        return bench.bridge(recorded.file());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                before = await().atMost(Bench.PATIENCE)
                        .pollInterval(Duration.ofMillis(50))
                        .until(
                                () -> streams.progress().orElse(null),
                                progress -> progress != null && Bench.consumed(progress) > 5_000);
            }

            try (ChildProcess second = Instance.start(bench.environment(), port, directory.resolve("streams.log"))) {
                Map<String, Object> counts = bridge.get();
                long written = ((Number) counts.get("written")).longValue();
                long heartbeats = ((Number) counts.get("heartbeats")).longValue() * 12;
                assertThat(Bench.consumed(before)).isLessThan(written);
                Bench.awaitConsumed(streams, written + heartbeats);

                // The canary's own task may be a moment behind the one that tells of the progress.
                await().atMost(Bench.PATIENCE)
                        .untilAsserted(() -> assertThat(
                                        figures(version -> Bench.figures(streams.tallies(Recorded.CANARY)
                                                .orElseThrow()
                                                .versions()
                                                .get(version))))
                                .isEqualTo(figures(version ->
                                        Bench.figures(recorded.truth().of(Recorded.CANARY, version)))));
            }
        }
    }

    private static Map<String, List<Long>> figures(Function<String, List<Long>> ofVersion) {
        return Stream.of("v1", "v2", "fallback").collect(Collectors.toMap(version -> version, ofVersion));
    }
}
