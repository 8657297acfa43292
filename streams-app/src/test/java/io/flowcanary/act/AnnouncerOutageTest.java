package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Targets that do not take an alert, and what that holds back. */
class AnnouncerOutageTest {
    private final AnnouncerBench bench = new AnnouncerBench();

    @Test
    void anOutageOfOneTargetRepeatsNoOther() {
        bench.fails(Fixtures.TOPIC, Problem.retry("throttled"), Problem.retry("throttled"));
        bench.rollout("main-ivr", Fixtures.TOPIC, "default");
        bench.verdict(Fixtures.verdict("v-1", "main-ivr"));

        bench.turns(2);

        assertThat(bench.told).containsExactly("default v-1");
        assertThat(bench.committed()).isZero();
        assertThat(bench.board.health().targets().get("sns:" + Fixtures.TOPIC).ok())
                .isFalse();

        for (int i = 0; i < 3; i++) {
            bench.later(Duration.ofSeconds(1));
            bench.turns(1);
        }

        assertThat(bench.told)
                .containsExactly("default v-1", Fixtures.TOPIC + " [page] flow-canary ROLLBACK main-ivr: abandonRate");
        assertThat(bench.committed()).isEqualTo(1);
        assertThat(bench.board.health().ok()).isTrue();
    }

    @Test
    void aRefusedTargetHoldsBackNoOtherCanary() {
        bench.failures.put(
                AnnouncerBench.SECOND_TOPIC,
                AnnouncerBench.endless(Problem.configuration("not allowed", "allow sns:Publish")));
        bench.rollout("other-ivr", AnnouncerBench.SECOND_TOPIC, null);
        bench.rollout("main-ivr", null, "default");
        bench.verdict(Fixtures.verdict("v-1", "other-ivr"));
        bench.verdict(Fixtures.verdict("v-2", "main-ivr"));

        bench.turns(2);

        assertThat(bench.told).containsExactly("default v-2");
        assertThat(bench.committed()).isZero();
    }

    @Test
    void givesUpOnAMessageThatWillNeverBeAccepted() {
        bench.fails("default", Problem.rejected("too large"));
        bench.rollout("main-ivr", null, "default");
        bench.verdict(Fixtures.verdict("v-1", "main-ivr"));

        bench.turns(2);

        assertThat(bench.told).isEmpty();
        assertThat(bench.committed()).isEqualTo(1);
        assertThat(bench.board.health().ok()).isFalse();
    }

    @Test
    void theFirstMessageGivenUpIsARiseOfACounterThatWasThere() {
        assertThat(bench.alertsGivenUp("pipelines", "page")).isZero();
        bench.fails("default", Problem.rejected("too large"));
        bench.rollout("main-ivr", null, "default");
        bench.verdict(Fixtures.verdict("v-1", "main-ivr"));

        bench.turns(2);

        assertThat(bench.alertsGivenUp("pipelines", "page")).isEqualTo(1);
    }

    @Test
    void readsNoFurtherWhileTooMuchIsUndelivered() {
        bench.failures.put("default", AnnouncerBench.endless(Problem.retry("unreachable")));
        bench.rollout("main-ivr", null, "default");
        for (int i = 0; i < 500; i++) {
            bench.verdict(Fixtures.verdict("v-" + i, "main-ivr"));
        }

        bench.turns(2);

        assertThat(bench.verdicts.paused()).containsExactly(AnnouncerBench.VERDICTS);

        bench.failures.clear();
        bench.later(Duration.ofMinutes(1));
        bench.turns(2);

        assertThat(bench.verdicts.paused()).isEmpty();
        assertThat(bench.committed()).isEqualTo(500);
    }
}
