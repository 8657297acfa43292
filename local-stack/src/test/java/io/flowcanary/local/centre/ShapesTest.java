package io.flowcanary.local.centre;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.replay.Replay;
import io.flowcanary.tally.VersionTally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes of calls at their values, and against an oracle that shares no code with what counts them. */
class ShapesTest {
    private static final String POLICY = "canary: shapes\ndryRun: true\n";

    static Stream<String> names() {
        return Shapes.of("v2").stream().map(CallShape::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void countsEachShapeAtItsValue(String name) {
        CallShape shape = Shapes.of("v2").stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();

        VersionTally tally = count(POLICY, shape.lines()).get("v2");

        assertThat(asTruth("v2", tally))
                .isEqualTo(withoutGoal(
                        VersionTruth.none(Shapes.CANARY, "v2").plusStarted().plus(shape.outcome())));
        assertThat(tally.genesys()).isEqualTo(shape.genesys());
        assertThat(tally.late()).as("nothing here comes late").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theOracleAgreesWhateverTheOrderAndHoweverOftenAnEventComes(int seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (String version : List.of("v1", "v2")) {
            Shapes.lines(version).forEach(lines::add);
        }
        for (String line : List.copyOf(lines)) {
            if (random.nextInt(3) == 0) {
                lines.add(line);
            }
        }
        Collections.shuffle(lines, random);

        Map<String, VersionTally> counted = count(POLICY, lines);
        SlowCount slow = new SlowCount(lines.stream(), "f-1");

        Map<String, VersionTruth> expected = new TreeMap<>();
        slow.byVersion().forEach((version, truth) -> expected.put(version, withoutGoal(truth)));
        assertThat(counted.keySet()).containsExactly("v1", "v2");
        counted.forEach((version, tally) -> {
            assertThat(asTruth(version, tally)).isEqualTo(expected.get(version));
            assertThat(tally.genesys()).isEqualTo(slow.asGenesysCounts().get(version));
        });
    }

    @Test
    void aPolicyMayCountRoutingShortAbandonsAndFailedOutcomesOtherwise() {
        List<String> lines = Shapes.lines("v2").toList();
        VersionTally usual = count(POLICY, lines).get("v2");
        VersionTally other = count(
                        POLICY + "shortAbandon: 5s\ntransfers: [BLIND, CONSULT, CONFERENCE, NO_ANSWER, DND]\n"
                                + "errorOutcomes: [" + Shapes.GOAL + "]\n",
                        lines)
                .get("v2");

        assertThat(other.abandoned()).isEqualTo(usual.abandoned() - 1);
        assertThat(other.shortAbandoned()).isEqualTo(1);
        assertThat(other.transferred()).isEqualTo(usual.transferred() + 2);
        assertThat(other.errored()).isEqualTo(usual.errored() + 1);
        assertThat(other.genesys()).isEqualTo(usual.genesys());
    }

    private static Map<String, VersionTally> count(String policy, List<String> lines) {
        Replay replay =
                new Replay(PolicyYaml.read(policy), AttributeNames.DEFAULT, AssembleSettings.DEFAULTS, verdict -> {});
        lines.forEach(line -> replay.accept(line.getBytes(UTF_8)));
        return replay.finish().versions();
    }

    private static VersionTruth withoutGoal(VersionTruth truth) {
        return new VersionTruth(
                truth.canary(),
                truth.version(),
                truth.started(),
                truth.ended(),
                truth.abandoned(),
                truth.transferred(),
                truth.contained(),
                truth.ivrHangup(),
                truth.errored(),
                0,
                truth.handled(),
                truth.handleMs(),
                truth.talkMs());
    }

    private static VersionTruth asTruth(String version, VersionTally tally) {
        return new VersionTruth(
                Shapes.CANARY,
                version,
                tally.started(),
                tally.ended(),
                tally.abandoned(),
                tally.transferred(),
                tally.contained(),
                tally.ivrHangup(),
                tally.errored(),
                0,
                tally.handled(),
                tally.handleMs(),
                tally.talkMs());
    }
}
