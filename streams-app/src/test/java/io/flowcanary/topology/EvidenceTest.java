package io.flowcanary.topology;

import static io.flowcanary.topology.Scene.instant;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The judge by evidence, from events to verdicts. */
class EvidenceTest {
    private static final Policy POLICY = PolicyYaml.read("canary: main-ivr\nsteps: [50, 100]\n");

    private final Stream stream = new Stream();
    private final Scene scene = new Scene(stream);

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void aCanaryThatLosesItsCallersGoesBackWhenTheyAreMatureAndTheVerdictShowsWhy() {
        scene.start(POLICY, "09:00:00").applied(1, 50, "09:00:00");
        scene.calls("v1", "09:00", 40, 2).calls("v2", "09:00", 10, 10).until("09:05:00");
        assertThat(last().verdict()).isEqualTo(Kind.HOLD);
        assertThat(abandons(last()).evidence().openCalls()).isEqualTo(10);

        scene.until("09:06:00");

        Verdict verdict = last();
        assertThat(verdict.verdict()).isEqualTo(Kind.ROLLBACK);
        assertThat(verdict.judge()).isEqualTo("evidence");
        assertThat(verdict.reasons()).containsExactly(Reason.GUARDRAIL);
        assertThat(verdict.share()).isZero();
        assertThat(verdict.threshold().reason()).isEqualTo(Reason.MIN_CALLS);
        assertThat(abandons(verdict)).satisfies(one -> {
            assertThat(one.canaryBad()).isEqualTo(10);
            assertThat(one.evidence().lnHarm()).isGreaterThan(one.evidence().lnHarmNeeded());
            assertThat(one.difference())
                    .isBetween(one.evidence().low(), one.evidence().high());
            assertThat(one.evidence().probabilityWorse()).isGreaterThan(0.99);
        });
    }

    @Test
    void callsFromBeforeTheStartSharpenTheFirstEstimate() {
        scene.calls("v1", "08:30", 200, 10);
        scene.start(POLICY, "09:00:00").applied(1, 50, "09:00:00");
        scene.calls("v1", "09:00", 10, 0).calls("v2", "09:00", 10, 1).until("09:06:00");

        assertThat(abandons(last()).evidence().stableBefore()).isEqualTo(5.0);
        assertThat(abandons(last()).stableCalls()).isEqualTo(10);
    }

    @Test
    void aGateThatAlternatesIsToldOnceAndRepeatedInEveryVerdict() {
        scene.start(POLICY, "09:00:00").applied(1, 50, "09:00:00");
        alternate();
        scene.until("09:04:00");

        List<Verdict> said = stream.verdicts().stream()
                .filter(verdict -> verdict.reason() == Reason.GATE_NOT_RANDOM)
                .toList();
        assertThat(said).hasSize(2).first().satisfies(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(Kind.HOLD);
            assertThat(verdict.transition()).isTrue();
            assertThat(verdict.explanation()).startsWith("the branch can be predicted from the previous call");
            assertThat(verdict.gate().canaryCalls()).isEqualTo(30);
        });
        assertThat(said.get(1).transition()).isFalse();
    }

    @Test
    void aFlowPublishedInTheMiddlePausesUntilResumedAndItsEvidenceBeginsAnew() {
        scene.start(POLICY, "09:00:00").applied(1, 50, "09:00:00");
        through("7.0", "09:00");
        through("7.0", "09:02");
        scene.until("09:06:00");
        assertThat(last().reason()).isNotEqualTo(Reason.FLOW_CHANGED);

        through("8.0", "09:06");
        scene.until("09:09:00");

        assertThat(last()).satisfies(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(Kind.HOLD);
            assertThat(verdict.reason()).isEqualTo(Reason.FLOW_CHANGED);
            assertThat(verdict.transition()).isTrue();
            assertThat(verdict.pause()).isEqualTo(Rollout.Pause.FLOW_CHANGED);
            assertThat(verdict.explanation()).contains(Call.FLOW + "/8.0");
        });

        scene.resume("09:10:00").until("09:11:00");

        assertThat(stream.rollouts()).last().satisfies(rollout -> {
            assertThat(rollout.state()).isEqualTo(RolloutState.BAKING);
            assertThat(rollout.evidenceSince()).isEqualTo(instant("09:10:00"));
        });
        assertThat(abandons(last()).canaryCalls()).isZero();
    }

    @Test
    void handleTimesAreShownByPercentile() {
        scene.start(POLICY, "09:00:00").applied(1, 50, "09:00:00");
        scene.handedOn("v1", "09:00", 5, 0).until("09:03:00");

        assertThat(last().versions().get("v1")).satisfies(figures -> {
            assertThat(figures.handled()).isEqualTo(5);
            assertThat(figures.handleP50Ms()).isBetween(8_900L, 9_100L);
            assertThat(figures.talkMs()).isEqualTo(25_000);
        });
        assertThat(last().versions().get("v2").handleP50Ms()).isNull();
    }

    /** A minute of calls after the one that a cached share may have, one second apart, every other one the canary's. */
    private void alternate() {
        for (int second = 0; second < 60; second++) {
            Call call = scene.call();
            String at = String.format("09:01:%02d", second);
            stream.pipe(call.customerStart(at), call.draws(second % 2 == 0 ? "v1" : "v2", at), call.customerEnd(at));
        }
    }

    private void through(String version, String minute) {
        for (String branch : List.of("v1", "v2")) {
            Call call = scene.call();
            stream.pipe(
                    call.customerStart(minute + ":10"),
                    call.flowStart(minute + ":11", version),
                    call.draws(branch, minute + ":12"),
                    call.customerEnd(minute + ":50"));
        }
    }

    private Verdict last() {
        List<Verdict> verdicts = stream.verdicts();
        seen = verdicts.isEmpty() ? seen : verdicts.get(verdicts.size() - 1);
        return seen;
    }

    private Verdict seen;

    private static Comparison abandons(Verdict verdict) {
        return verdict.guardrails().stream()
                .filter(one -> one.metric().equals("abandonRate"))
                .findFirst()
                .orElseThrow();
    }
}
