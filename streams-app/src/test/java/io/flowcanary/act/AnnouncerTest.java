package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private final AnnouncerBench bench = new AnnouncerBench();

    @Test
    void tellsPeopleAndPipelinesOfATransition() {
        bench.rollout("main-ivr", Fixtures.TOPIC, "default");
        bench.verdict(Fixtures.verdict("v-1", "main-ivr"));

        bench.turns(2);

        assertThat(bench.told)
                .containsExactly(Fixtures.TOPIC + " [page] flow-canary ROLLBACK main-ivr: abandonRate", "default v-1");
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    void saysNothingOfAVerdictThatChangedNothing() {
        bench.rollout("main-ivr", Fixtures.TOPIC, "default");
        bench.verdict(Fixtures.verdict("v-1", "main-ivr", false));

        bench.turns(2);

        assertThat(bench.told).isEmpty();
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    void skipsATargetThatThePolicyDoesNotName() {
        bench.rollout("main-ivr", null, null);
        bench.verdict(Fixtures.verdict("v-1", "main-ivr"));

        bench.turns(2);

        assertThat(bench.told).isEmpty();
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    void waitsForTheRolloutThatNamesTheTargets() {
        bench.verdict(Fixtures.verdict("v-1", "main-ivr"));
        bench.turns(2);

        assertThat(bench.told).isEmpty();
        assertThat(bench.committed()).isZero();

        bench.rollout("main-ivr", null, "default");
        bench.turns(1);

        assertThat(bench.told).containsExactly("default v-1");
    }

    @Test
    void givesUpOnACanaryThatHasNoRollout() {
        bench.verdict(Fixtures.verdict("v-1", "main-ivr"));
        bench.turns(1);
        bench.later(Duration.ofSeconds(30));

        bench.turns(1);

        assertThat(bench.told).isEmpty();
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    void pagesNobodyOfHistory() {
        bench.rollout("main-ivr", Fixtures.TOPIC, "default");
        Verdict verdict = Fixtures.verdict("v-1", "main-ivr");
        bench.verdict(new Verdict(
                verdict.id(),
                verdict.canary(),
                verdict.verdict(),
                verdict.reason(),
                verdict.reasons(),
                verdict.explanation(),
                verdict.judge(),
                verdict.state(),
                verdict.pause(),
                verdict.step(),
                verdict.share(),
                verdict.previousShare(),
                true,
                Fixtures.START.minus(Duration.ofDays(2)),
                verdict.policyRevision(),
                verdict.versions(),
                verdict.guardrails(),
                verdict.threshold(),
                verdict.gate(),
                null));

        bench.turns(2);

        assertThat(bench.told).isEmpty();
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    void aVerdictThatCannotBeReadStopsNothing() {
        bench.rollout("main-ivr", null, "default");
        bench.record("main-ivr", "no JSON".getBytes());
        bench.verdict(Fixtures.verdict("v-2", "main-ivr"));

        bench.turns(2);

        assertThat(bench.told).containsExactly("default v-2");
        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    void tellsPeopleOnceEachPeriodThatARolloutStillHolds() {
        bench.beginning(Fixtures.TOPIC);
        for (int minute = -25; minute <= 0; minute++) {
            bench.verdict(Fixtures.hold(
                    "v" + minute,
                    bench.clock.instant().plusSeconds(60L * minute),
                    Verdict.Reason.INSUFFICIENT_EVIDENCE));
        }

        bench.turns(2);

        String digest = Fixtures.TOPIC + " [notice] flow-canary HOLD main-ivr: insufficient evidence for ";
        assertThat(bench.told).containsExactly(digest + "20 min");
        assertThat(bench.committed()).isEqualTo(26);
    }
}
