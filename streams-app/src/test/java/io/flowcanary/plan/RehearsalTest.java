package io.flowcanary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.plan.Rehearsal.End;
import io.flowcanary.plan.Rehearsal.Ending;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Metric;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {
    private static final Baselines USUAL = Baselines.told(Map.of());

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            names = {"ABANDON_RATE", "TRANSFER_RATE", "ERROR_RATE", "IVR_HANGUP_RATE"})
    void aCanaryThatFailsHalfItsCallsGoesBackWithinAnHour(Metric metric) {
        assertThat(endings(PolicyYaml.read("canary: c"), 2000, new Harm(metric, Harm.Size.BROKEN, 50)))
                .allSatisfy(ending -> {
                    assertThat(ending.end()).isEqualTo(End.ROLLED_BACK);
                    assertThat(ending.minutes()).isLessThanOrEqualTo(60);
                });
    }

    @Test
    void oneLikeStableIsPromoted() {
        assertThat(endings(PolicyYaml.read("canary: c"), 5000, null))
                .allSatisfy(ending -> assertThat(ending.end()).isEqualTo(End.PROMOTED));
    }

    @Test
    void noneIsPromotedSoonerThanItsStepsMustBake() {
        Policy policy = PolicyYaml.read("{canary: c, promote: bake, bake: 30m, steps: [5, 25, 50, 100]}");

        assertThat(endings(policy, 5000, null))
                .allSatisfy(ending -> assertThat(ending.minutes()).isGreaterThanOrEqualTo(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "rollback", "promote"})
    void oneThatComesToItsDeadlineIsUndecidedWhateverThePolicyDoesThen(String then) {
        Policy policy = PolicyYaml.read("{canary: c, deadline: {after: 1h, then: " + then + "}}");

        assertThat(endings(policy, 100, null)).allSatisfy(ending -> {
            assertThat(ending.end()).isEqualTo(End.UNDECIDED);
            assertThat(ending.minutes()).isEqualTo(60);
        });
    }

    @Test
    void theGuidesRuleIsRehearsedToo() {
        Policy policy = PolicyYaml.read("{canary: c, judge: threshold, promote: bake, steps: [5, 100]}");

        assertThat(endings(policy, 2000, new Harm(Metric.ABANDON_RATE, Harm.Size.BROKEN, 50)))
                .allSatisfy(ending -> assertThat(ending.end()).isEqualTo(End.ROLLED_BACK));
        assertThat(endings(policy, 2000, null))
                .extracting(Ending::end)
                .contains(End.PROMOTED)
                .doesNotContain(End.UNDECIDED);
    }

    @Test
    void aDryRunIsRehearsedAsIfItsShareWereInForce() {
        Policy policy = PolicyYaml.read("{canary: c, dryRun: true}");

        assertThat(endings(policy, 2000, new Harm(Metric.ABANDON_RATE, Harm.Size.BROKEN, 50)))
                .allSatisfy(ending -> assertThat(ending.end()).isEqualTo(End.ROLLED_BACK));
    }

    private static List<Ending> endings(Policy policy, double callsPerHour, Harm harm) {
        return IntStream.range(0, 8)
                .mapToObj(seed -> Rehearsal.of(policy, callsPerHour, USUAL, harm, new Chance(seed)))
                .toList();
    }
}
