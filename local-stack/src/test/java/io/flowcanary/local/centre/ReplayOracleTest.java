package io.flowcanary.local.centre;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.GenesysFigures;
import io.flowcanary.record.Policy;
import io.flowcanary.replay.Replay;
import io.flowcanary.tally.VersionTally;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The assembler against an oracle that shares no code with it and applies each rule to whole conversations. */
class ReplayOracleTest {
    private static final Instant FROM = Instant.parse("2026-01-15T10:00:00Z");

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void countsWhatASlowLoopOverWholeConversationsCounts(Scenario scenario) throws IOException {
        CentreSettings settings = CentreSettings.of(scenario).withSeed(23).withCallsPerHour(1_500);
        StringBuilder recording = new StringBuilder();
        Recording.write(settings, Share.fixed(20), FROM, Duration.ofHours(1), recording);
        Policy policy = PolicyYaml.read("canary: " + settings.canaryName() + "\njudge: threshold\nsteps: [20, 100]\n"
                + "errorOutcomes: [" + Directory.GOAL + "]\n");
        Replay replay = new Replay(policy, AttributeNames.DEFAULT, AssembleSettings.DEFAULTS, verdict -> {});

        recording.toString().lines().forEach(line -> replay.accept(line.getBytes(UTF_8)));
        Map<String, VersionTally> counted = replay.finish().versions();

        SlowCount count =
                new SlowCount(recording.toString().lines(), settings.flowId().toString());
        Map<String, VersionTruth> slow = count.byVersion();
        assertThat(counted)
                .isNotEmpty()
                .allSatisfy((version, tally) -> assertThat(asTruth(
                                settings, version, tally, slow.get(version).goalMissed()))
                        .isEqualTo(slow.get(version)));
        Map<String, GenesysFigures> genesys = count.asGenesysCounts();
        assertThat(counted)
                .allSatisfy((version, tally) -> assertThat(tally.genesys()).isEqualTo(genesys.get(version)));
        slow.remove(Truth.UNVERSIONED);
        assertThat(counted.keySet()).isEqualTo(slow.keySet());
    }

    private static VersionTruth asTruth(CentreSettings settings, String version, VersionTally tally, long goalMissed) {
        return new VersionTruth(
                settings.canaryName(),
                version,
                tally.started(),
                tally.ended(),
                tally.abandoned(),
                tally.transferred(),
                tally.contained(),
                tally.ivrHangup(),
                tally.errored() - goalMissed,
                goalMissed,
                tally.handled(),
                tally.handleMs(),
                tally.talkMs());
    }
}
