package io.flowcanary.local.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.judge.evidence.Block;
import io.flowcanary.local.proof.Question.Moment;
import io.flowcanary.plan.Chance;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Guardrail;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Progress SILENT = new Progress(System.err, false, 1);

    @Test
    void aBlockEndsWithTheFirstMinuteInWhichEachVersionHasACall() {
        Calls calls = new Calls(Situation.of(60, 4, 0.05, Watched.steady(0.02, 0.08, 0.08)), new Chance(1));
        int minutes = 0;
        int canary = 0;
        do {
            assertThat(canary).isZero();
            canary += calls.draw(minutes++);
        } while (!calls.blockEnds());
        Block block = calls.end()[0];

        assertThat(minutes).isGreaterThan(1);
        assertThat(block.canaryCalls()).isEqualTo(canary).isPositive();
        assertThat(block.stableCalls()).isPositive();
        assertThat(calls.blockEnds()).isFalse();
    }

    @Test
    void aShareThatChangesEndsTheBlock() {
        Situation situation =
                new Situation(600, 3, Course.steps(3, 0, 0, 0.5), List.of(Watched.steady(0.02, 0.08, 0.08)), 0);
        Seen seen = new Seen();

        new Question((watched, level) -> seen, false).ask(situation, new Chance(1));

        assertThat(seen.blocks).isEqualTo(2);
        assertThat(seen.first.canaryCalls()).isZero();
    }

    private static final class Seen implements Rule {
        private int blocks;
        private Block first;

        @Override
        public boolean after(int minute, Block block) {
            first = blocks++ == 0 ? block : first;
            return false;
        }
    }

    @Test
    void oneRuleOfManyIsEnoughForARollbackAndNoneMayBeMissingForAPromotion() {
        Situation two = Situation.of(600, 1, 0.5, Watched.steady(0.02, 0, 0), Watched.steady(0.05, 0, 0));
        Rule.Kind ofTheFirst = (watched, level) -> (minute, block) -> watched.margin() == 0.02;

        assertThat(new Question(ofTheFirst, false).ask(two, new Chance(1)).came())
                .isTrue();
        assertThat(new Question(ofTheFirst, true).ask(two, new Chance(1))).isEqualTo(Moment.NEVER);
    }

    @Test
    void canaryCallsAreCountedFromWhereTheHarmBegins() {
        Situation late = new Situation(
                600,
                120,
                Course.steady(0.5),
                List.of(new Watched(0.01, Course.steady(0), Course.turning(60, 0, 1))),
                60);

        Moment moment = Question.ROLLED_BACK.ask(late, new Chance(1));

        assertThat(moment.minute()).isGreaterThanOrEqualTo(60);
        assertThat(moment.canaryCalls()).isPositive().isLessThan(60);
    }

    @Test
    void equalSeedsGiveEqualRunsOnAnyNumberOfThreads() {
        Situation situation = Situation.of(1000, 4, 0.25, Watched.steady(0.02, 0.08, 0.16));

        assertThat(Runs.of(situation, Question.ROLLED_BACK, 40, 7, SILENT).medianCalls())
                .isEqualTo(
                        Runs.of(situation, Question.ROLLED_BACK, 40, 7, SILENT).medianCalls())
                .isFinite();
    }

    @Test
    void aMedianOverRunsInWhichItSeldomCameIsInfinite() {
        Moment came = new Moment(5, 30);
        Runs runs = new Runs(new Moment[] {came, Moment.NEVER, Moment.NEVER});

        assertThat(runs.came()).isEqualTo(1 / 3.0);
        assertThat(runs.cameBy(4)).isZero();
        assertThat(runs.medianCalls()).isInfinite();
    }

    @Test
    void theGuidesRuleEndsAtItsFirstLookWithEnoughCalls() {
        Situation harmful = Situation.of(5000, 4, 0.05, Watched.steady(0.02, 0, 0.9), Watched.steady(0.05, 0.25, 0.25));

        assertThat(Guide.POLLED.run(harmful, new Chance(1))).isEqualTo(Guide.End.ROLLED_BACK);
        assertThat(Guide.STREAM.run(harmful, new Chance(1))).isEqualTo(Guide.End.ROLLED_BACK);
        assertThat(Guide.POLLED.run(Situation.of(5000, 4, 0.05, Watched.steady(0.02, 0.5, 0)), new Chance(1)))
                .isEqualTo(Guide.End.PROMOTED);
        assertThat(Guide.POLLED.run(Situation.of(10, 4, 0.05, Watched.steady(0.02, 0, 1)), new Chance(1)))
                .isEqualTo(Guide.End.OPEN);
    }

    @Test
    void aBarThatIsMissedIsMeasuredAgainWithMoreRuns() {
        Situation harmful = Situation.of(1000, 1, 0.25, Watched.steady(0.02, 0.08, 0.9));
        Case missed = new Case("", "", harmful, Question.ROLLED_BACK, Bar.runs(0.025), true);
        Case met = new Case("", "", harmful, Question.ROLLED_BACK, Bar.runs(1), true);

        assertThat(missed.measure(10, 1, SILENT)).isEqualTo(new Case.Outcome(1, 50, false));
        assertThat(met.measure(10, 1, SILENT)).isEqualTo(new Case.Outcome(1, 10, true));
    }

    @Test
    void itWatchesWhatAPolicyWatchesByDefault() {
        assertThat(PolicyYaml.read("canary: main-ivr").guardrails().stream()
                        .filter(Guardrail::gate)
                        .map(guardrail -> guardrail.margin() / 100))
                .containsExactlyElementsOf(Watched.DEFAULT_MARGINS);
    }

    @Test
    void aWholeRolloutTakesThePolicysStepsBakeAndMaturities() {
        Policy policy = PolicyYaml.read("canary: main-ivr");

        assertThat(policy.steps().subList(0, policy.steps().size() - 1))
                .containsExactlyElementsOf(WholeRollout.SHARES.stream()
                        .map(share -> (int) Math.round(100 * share))
                        .toList());
        assertThat(policy.bake().toMinutes()).isEqualTo(WholeRollout.BAKE_MINUTES);
        assertThat(policy.minCalls()).isEqualTo(WholeRollout.MIN_CALLS);
        assertThat(policy.guardrails().stream().filter(Guardrail::gate).map(guardrail ->
                        (int) guardrail.maturity().toMinutes()))
                .containsExactlyElementsOf(WholeRollout.MATURITIES);
    }

    @Test
    void theJudgesRuleGivesAHarmfulCanaryFewerCallersThanAQuarterOfTheEvidence() {
        Rollouts rollouts = new Rollouts(System.out, SILENT, 60, 1);

        Rollouts.Result judge = rollouts.result(1000, Advancing.JUDGE);
        Rollouts.Result quarter = rollouts.result(1000, Advancing.QUARTER);

        assertThat(judge.rises()[0]).isLessThan(0.1).isLessThan(quarter.rises()[0]);
        assertThat(judge.hurt()[0]).isLessThan(quarter.hurt()[0]);
        assertThat(judge.promoted()).isFinite();
    }

    @Test
    void aCanaryThatBreaksEveryCallNeverRises() {
        WholeRollout.Ending ending = WholeRollout.of(
                1000, Watched.defaultsWith(Watched.steady(0.02, 0.08, 1)), Advancing.JUDGE, new Chance(1));

        assertThat(ending.end()).isEqualTo(WholeRollout.End.ROLLED_BACK);
        assertThat(ending.rose()).isFalse();
        assertThat(ending.hurt()).isPositive();
    }
}
