package io.flowcanary.rollout;

import static io.flowcanary.rollout.Play.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.judge.FixedCounts;
import io.flowcanary.policy.Policies;
import io.flowcanary.record.Command;
import io.flowcanary.record.Messages;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RolloutMachineTest {
    private static final long MINUTE = NINE.getEpochSecond() / 60;
    private final RolloutMachine machine = new RolloutMachine();

    @Test
    void looksAtEveryWholeMinuteAfterTheStartUpToW() {
        CanaryState state = started(NINE.plusSeconds(30));

        assertThat(machine.nextLook(state, NINE.plusSeconds(59))).isEmpty();
        assertThat(machine.nextLook(state, NINE.plusSeconds(60))).contains(NINE.plusSeconds(60));
        assertThat(machine.nextLook(state, NINE.plusSeconds(6000))).contains(NINE.plusSeconds(60));

        CanaryState judged =
                machine.look(state, NINE.plusSeconds(60), new FixedCounts()).state();
        assertThat(machine.nextLook(judged, NINE.plusSeconds(6000))).contains(NINE.plusSeconds(120));
        assertThat(machine.nextLook(judged, NINE.plusSeconds(119))).isEmpty();
    }

    @Test
    void theMinuteOfAStartOnTheMinuteIsNotLookedAt() {
        assertThat(machine.nextLook(started(NINE), NINE)).isEmpty();
        assertThat(machine.nextLook(started(NINE), NINE.plusSeconds(60))).contains(NINE.plusSeconds(60));
    }

    @Test
    void looksAtNothingWithoutAnEventOrARollout() {
        assertThat(machine.nextLook(started(NINE), null)).isEmpty();
        assertThat(machine.nextLook(CanaryState.NONE, NINE)).isEmpty();
    }

    @Test
    void theGuideRollsBackABadCanaryByItsNumbers() {
        FixedCounts counts = new FixedCounts()
                .ended("v1", MINUTE + 1, 1000, 80, 250)
                .ended("v2", MINUTE + 1, 50, 7, 12)
                .ended("fallback", MINUTE + 1, 3, 0, 0)
                .ended("v2", MINUTE - 1, 900, 0, 0);

        Decision decision = machine.look(started(NINE), NINE.plusSeconds(300), counts);

        Verdict verdict = decision.verdicts().get(0);
        assertThat(verdict.verdict()).isEqualTo(Verdict.Kind.ROLLBACK);
        assertThat(verdict.explanation())
                .isEqualTo("abandon rate 14.0 % (7 of 50) against 8.0 % (80 of 1,000): 6.0 points worse, 2.0 accepted");
        assertThat(verdict.versions()).containsOnlyKeys("v1", "v2", "fallback");
        assertThat(verdict.versions().get("v2").ended()).isEqualTo(50);
        assertThat(verdict.guardrails()).hasSize(4);
        assertThat(decision.rollout().orElseThrow().state()).isEqualTo(RolloutState.ROLLED_BACK);
    }

    @Test
    void aStandstillIsToldAndChangesNothing() {
        CanaryState state = started(NINE);

        Verdict verdict = machine.stale(state, NINE.plusSeconds(90)).orElseThrow();

        assertThat(verdict.verdict()).isEqualTo(Verdict.Kind.HOLD);
        assertThat(verdict.reason()).isEqualTo(Verdict.Reason.STALE_SOURCE);
        assertThat(verdict.transition()).isFalse();
        assertThat(verdict.share()).isEqualTo(5);
        assertThat(verdict.id()).isEqualTo("main-ivr/1/2026-01-15T09:01:30Z/stale");
        assertThat(machine.stale(state, NINE.plusSeconds(90))).contains(verdict);
        assertThat(machine.stale(state, null)).isPresent();
        assertThat(machine.stale(CanaryState.NONE, NINE)).isEmpty();
    }

    @Test
    void theStateSurvivesItsJson() {
        CanaryState state = machine.look(started(NINE), NINE.plusSeconds(60), new FixedCounts())
                .state();

        for (CanaryState each : new CanaryState[] {CanaryState.NONE, state}) {
            byte[] json = Messages.json().writeValueAsBytes(each);
            CanaryState read = Messages.json().readValue(json, CanaryState.class);

            assertThat(read).usingRecursiveComparison().isEqualTo(each);
        }
    }

    private CanaryState started(Instant at) {
        Command start = new Command.Start("k-1", "main-ivr", at, "kim", null, Policies.guide("steps: [5, 100]"), null);
        return machine.command(CanaryState.NONE, start, null, parameter -> false)
                .state();
    }
}
