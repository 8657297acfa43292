package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.local.centre.Shapes;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Policy;
import io.flowcanary.replay.Replay;
import io.flowcanary.streams.StreamsService;
import io.flowcanary.streams.StreamsSettings;
import io.flowcanary.tally.VersionTally;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shapes of calls from a file through bridge, broker and stream: the same figures as a replay, by a policy of its own. */
class ShapesIT {
    private static final Policy POLICY = PolicyYaml.read("canary: " + Shapes.CANARY
            + "\ndryRun: true\nshortAbandon: 5s\ntransfers: [BLIND, CONSULT, CONFERENCE, NO_ANSWER]\n");

    @TempDir
    Path directory;

    @Test
    void countsEveryShapeOverKafkaAsAReplayDoes() throws Exception {
        List<String> lines = new ArrayList<>(Shapes.lines("v1").toList());
        lines.addAll(Shapes.lines("v2").toList());
        Path file = Files.write(directory.resolve("shapes.ndjson"), lines);
        Replay replay = new Replay(POLICY, AttributeNames.DEFAULT, AssembleSettings.DEFAULTS, verdict -> {});
        lines.forEach(line -> replay.accept(line.getBytes(StandardCharsets.UTF_8)));
        SortedMap<String, VersionTally> replayed = replay.finish().versions();

        try (Bench bench = new Bench(directory);
                StreamsService service =
                        StreamsService.start(StreamsSettings.from(bench.environment()), Clock.systemUTC())) {
            Service streams = new Service(service.port());
            bench.start(POLICY, Recorded.BEGIN);
            await().atMost(Bench.PATIENCE)
                    .until(() -> streams.rollout(Shapes.CANARY).isPresent());
            bench.bridge(file);

            await().atMost(Bench.PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    streams.tallies(Shapes.CANARY).orElseThrow().versions())
                            .isEqualTo(replayed));
        }
        assertThat(replayed.get("v2").shortAbandoned()).isEqualTo(1);
    }
}
