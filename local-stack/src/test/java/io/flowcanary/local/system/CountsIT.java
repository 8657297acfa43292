package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.local.centre.Scenario;
import io.flowcanary.query.Progress;
import io.flowcanary.streams.StreamsService;
import io.flowcanary.streams.StreamsSettings;
import io.flowcanary.tally.VersionTally;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 20,000 conversations through bridge, broker and stream, with duplicates, disorder, malformed and foreign events. */
class CountsIT {
    @TempDir
    Path directory;

    @Test
    void countsEveryCallAsItWasAndAccountsForEveryEventAndAgreesWithTheReplay() throws Exception {
        Recorded recorded = Recorded.hour(directory, Scenario.ABANDONS, 7, 5_000);
        Recorded.Replayed replayed = recorded.replay(Recorded.dryRun());

        try (Bench bench = new Bench(directory);
                StreamsService service =
                        StreamsService.start(StreamsSettings.from(bench.environment()), Clock.systemUTC())) {
            Service streams = new Service(service.port());
            bench.start(Recorded.dryRun(), Recorded.BEGIN);
            await().atMost(Bench.PATIENCE)
                    .until(() -> streams.rollout(Recorded.CANARY).isPresent());
            Map<String, Object> bridge = bench.bridge(recorded.file());
            long written = count(bridge, "written");
            Progress progress = Bench.awaitConsumed(streams, written + count(bridge, "heartbeats") * 12);
            // The canary's own task may be a moment behind the one that tells of the progress.
            SortedMap<String, VersionTally> versions = await().atMost(Bench.PATIENCE)
                    .until(
                            () -> streams.tallies(Recorded.CANARY).orElseThrow().versions(),
                            replayed.summary().versions()::equals);

            for (String version : new String[] {"v1", "v2", "fallback"}) {
                assertThat(Bench.figures(versions.get(version)))
                        .as(version)
                        .isEqualTo(Bench.figures(recorded.truth().of(Recorded.CANARY, version)));
            }
            assertThat(count(bridge, "received")).isEqualTo(recorded.lines());
            assertThat(written + count(bridge, "skipped") + count(bridge, "deadLettered"))
                    .isEqualTo(recorded.lines());
            assertThat(replayed.summary().consumed()).isEqualTo(recorded.lines());
            assertThat(sum(progress, "counted") + sum(progress, "skipped.") + sum(progress, "dead-letter."))
                    .isEqualTo(written);
            assertThat(sum(progress, "counted")).isEqualTo(replayed.summary().counted());
            assertThat(count(bridge, "deadLettered") + sum(progress, "dead-letter."))
                    .isEqualTo(replayed.summary().deadLettered());
            assertThat(skipped(bridge, progress)).isEqualTo(replayed.summary().skipped());

            assertThat(bench.verdicts()).isEqualTo(replayed.verdicts());
        }
    }

    private static long count(Map<String, Object> counts, String name) {
        return ((Number) counts.get(name)).longValue();
    }

    private static long sum(Progress progress, String prefix) {
        return progress.events().entrySet().stream()
                .filter(event -> event.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @SuppressWarnings("unchecked")
    private static SortedMap<String, Long> skipped(Map<String, Object> bridge, Progress progress) {
        SortedMap<String, Long> skipped = new TreeMap<>();
        ((Map<String, Number>) bridge.get("skippedByReason"))
                .forEach((reason, count) -> skipped.put(reason, count.longValue()));
        progress.events().forEach((name, count) -> {
            if (name.startsWith("skipped.")) {
                skipped.put(name.substring("skipped.".length()), count);
            }
        });
        return skipped;
    }
}
