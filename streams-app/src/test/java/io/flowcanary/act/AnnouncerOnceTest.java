package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nobody is told twice, whatever ends in the middle. */
class AnnouncerOnceTest {
    private final AnnouncerBench bench = new AnnouncerBench();

    @Test
    void tellsOnceOfAVerdictThatComesTwice() {
        bench.rollout("main-ivr", null, "default");
        bench.verdict(Fixtures.verdict("v-1", "main-ivr"));
        bench.verdict(Fixtures.verdict("v-1", "main-ivr"));

        bench.turns(2);

        assertThat(bench.told).containsExactly("default v-1");
        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    void whoeverGoesOnAfterACrashTellsNobodyTwice() {
        bench.failures.put(AnnouncerBench.SECOND_TOPIC, AnnouncerBench.endless(Problem.retry("unreachable")));
        bench.rollout("other-ivr", AnnouncerBench.SECOND_TOPIC, "default");
        bench.rollout("main-ivr", Fixtures.TOPIC, "default");
        bench.verdict(Fixtures.verdict("v-1", "other-ivr"));
        bench.verdict(Fixtures.verdict("v-2", "main-ivr"));
        bench.turns(2);
        assertThat(bench.told)
                .containsExactly(
                        "default v-1",
                        Fixtures.TOPIC + " [page] flow-canary ROLLBACK main-ivr: abandonRate",
                        "default v-2");
        assertThat(bench.committed()).isZero();

        bench.failures.clear();
        bench.told.clear();
        bench.another();
        bench.turns(3);

        assertThat(bench.told)
                .containsExactly(AnnouncerBench.SECOND_TOPIC + " [page] flow-canary ROLLBACK other-ivr: abandonRate");
        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    void whomAnAlertReachedIsCommittedBeforeTheNextIsSent() {
        bench.rollout("main-ivr", Fixtures.TOPIC, "default");
        bench.verdict(Fixtures.verdict("v-1", "main-ivr"));
        bench.beforeTelling = target -> {
            if (target.equals("default")) {
                throw new IllegalStateException("killed");
            }
        };

        assertThatThrownBy(() -> bench.turns(2)).hasMessage("killed");

        assertThat(bench.verdicts
                        .committed(Set.of(AnnouncerBench.VERDICTS))
                        .get(AnnouncerBench.VERDICTS)
                        .metadata())
                .isEqualTo("told/1 0T");
    }

    @Test
    void anInstanceThatStoodStillTellsNobodyBeforeItKnowsThatItIsStillInTheGroup() {
        bench.rollout("main-ivr", Fixtures.TOPIC, "default");
        bench.verdict(Fixtures.verdict("v-1", "main-ivr"));
        bench.beforeTelling = target -> bench.later(Duration.ofSeconds(8));

        bench.turns(1);
        assertThat(bench.told).hasSize(1);

        bench.turns(1);
        assertThat(bench.told).hasSize(2);
    }
}
