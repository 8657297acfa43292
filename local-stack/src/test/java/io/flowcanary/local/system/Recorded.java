package io.flowcanary.local.system;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.RecordedEvents;
import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.Recording;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.centre.Share;
import io.flowcanary.local.centre.Truth;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.replay.Replay;
import io.flowcanary.replay.ReplaySummary;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An hour of calls on disk with every kind of noise, and the truth about it. */
record Recorded(Path file, long lines, Truth truth) {
    static final String CANARY = "main-ivr";
    static final Instant BEGIN = Instant.parse("2026-01-15T10:00:00Z");

    /** What a replay makes of it. */
    record Replayed(ReplaySummary summary, List<Verdict> verdicts) {}

    static Recorded hour(Path directory, Scenario scenario, long seed, double callsPerHour) throws IOException {
        Path file = directory.resolve(scenario + "-" + seed + ".ndjson");
        CentreSettings settings = CentreSettings.of(scenario).withSeed(seed).withCallsPerHour(callsPerHour);
        Truth truth;
        try (Writer writer = Files.newBufferedWriter(file)) {
            truth = Recording.write(settings, Share.fixed(5), BEGIN, Duration.ofHours(1), writer);
        }
        try (var lines = Files.lines(file)) {
            return new Recorded(file, lines.count(), truth);
        }
    }

    Replayed replay(Policy policy) throws IOException {
        List<Verdict> verdicts = new ArrayList<>();
        Replay replay = new Replay(policy, AttributeNames.DEFAULT, AssembleSettings.DEFAULTS, verdicts::add);
        try (RecordedEvents events = RecordedEvents.open(file.toString(), 1 << 20, AttributeNames.DEFAULT)) {
            for (Optional<RecordedEvents.Recorded> next = events.next(); next.isPresent(); next = events.next()) {
                replay.accept(next.get().parsed());
            }
        }
        return new Replayed(replay.finish(), verdicts);
    }

    /** Judged as the guide does, without a parameter to write: the share counts as in force at once. */
    static Policy dryRun() {
        return new Policy(
                CANARY,
                null,
                null,
                null,
                null,
                List.of(5, 100),
                null,
                null,
                null,
                Policy.JudgeName.THRESHOLD,
                Policy.PromoteRule.BAKE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                true);
    }
}
