package io.flowcanary.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.plan.Harm.Size;
import io.flowcanary.plan.Plan.HarmOutlook;
import io.flowcanary.plan.Plan.Outlook;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Policy.Metric;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static final Baselines USUAL = Baselines.told(Map.of(Metric.ABANDON_RATE, 8.0));

    @Test
    void equalQuestionsGetEqualPlans() {
        assertThat(plan(1000, 1)).isEqualTo(plan(1000, 1));
    }

    @Test
    void anotherSeedDrawsOtherCalls() {
        assertThat(plan(1000, 1).outlooks()).isNotEqualTo(plan(1000, 2).outlooks());
    }

    @Test
    void moreCallsEndSooner() {
        Outlook few = plan(500, 1).at(20);
        Outlook many = plan(10_000, 1).at(20);

        assertThat(many.promotion().median())
                .isLessThan(
                        few.promotion().median() == null ? 24 : few.promotion().median());
        for (int i = 0; i < few.harms().size(); i++) {
            assertThat(many.harms().get(i).rollback().median())
                    .isLessThan(few.harms().get(i).rollback().median());
        }
    }

    @Test
    void tellsOfEachShareTheCanarysCallsAndTheStepsThatFollow() {
        Plan plan = plan(1000, 1);

        assertThat(plan.outlooks()).extracting(Outlook::share).containsExactly(5, 20);
        assertThat(plan.outlooks()).extracting(Outlook::canaryCallsPerHour).containsExactly(50.0, 200.0);
        assertThat(plan.at(20).steps()).containsExactly(20, 25, 50, 100);
    }

    @Test
    void looksAtHarmsOfTheSizesAskedForInEachGuardrailThatDecides() {
        var policy = PolicyYaml.read("{canary: c, guardrails: [{metric: abandonRate, margin: 2},"
                + " {metric: containmentRate, margin: 5}, {metric: errorRate, margin: 1, gate: false}]}");
        Plan plan = new Planner(
                        policy, 1000, USUAL, new TreeSet<>(List.of(5)), EnumSet.of(Size.TWO_MARGINS, Size.BROKEN), 1, 1)
                .plan(done -> {});

        assertThat(plan.at(5).harms())
                .extracting(HarmOutlook::metric, HarmOutlook::stablePercent, HarmOutlook::canaryPercent)
                .map(tuple -> tuple.toList().get(0) + " "
                        + Math.round((double) tuple.toList().get(1)) + " "
                        + Math.round((double) tuple.toList().get(2)))
                .containsExactly(
                        "ABANDON_RATE 8 12", "ABANDON_RATE 8 28", "CONTAINMENT_RATE 25 15", "CONTAINMENT_RATE 25 5");
    }

    @Test
    void saysHowFarItHasComeUpToTheEnd() {
        ConcurrentLinkedQueue<Double> told = new ConcurrentLinkedQueue<>();
        new Planner(PolicyYaml.read("canary: c"), 5000, USUAL, new TreeSet<>(List.of(5)), EnumSet.of(Size.BROKEN), 1, 1)
                .plan(told::add);

        assertThat(told)
                .hasSize(5)
                .contains(1.0)
                .allSatisfy(done -> assertThat(done).isBetween(0.0, 1.0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e9})
    void refusesAnImpossibleNumberOfCalls(double callsPerHour) {
        assertThatThrownBy(() -> plan(callsPerHour, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("calls per hour: " + callsPerHour);
    }

    private static Plan plan(double callsPerHour, long seed) {
        return new Planner(
                        PolicyYaml.read("canary: c"),
                        callsPerHour,
                        USUAL,
                        new TreeSet<>(List.of(5, 20)),
                        EnumSet.of(Size.THREE_MARGINS),
                        10,
                        seed)
                .plan(done -> {});
    }
}
