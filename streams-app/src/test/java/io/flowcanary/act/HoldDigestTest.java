package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldDigestTest {
    private static final Rollout ROLLOUT = Fixtures.started();

    private final HoldDigest digest = new HoldDigest(Duration.ofHours(4));

    @Test
    void isDueOnceEachPeriodWhicheverMinuteTheRolloutBegan() {
        List<Integer> due = IntStream.rangeClosed(0, 13 * 60)
                .filter(minute -> digest.due(hold(minute), ROLLOUT).isPresent())
                .boxed()
                .toList();

        assertThat(due).containsExactly(4 * 60, 8 * 60, 12 * 60);
        assertThat(digest.due(hold(8 * 60), ROLLOUT)).hasValue(Duration.ofHours(8));
    }

    @Test
    void secondsBetweenTheChangeAndAMinuteDoNotRepeatIt() {
        List<Integer> due = IntStream.rangeClosed(0, 5 * 60)
                .filter(minute -> digest.due(
                                Fixtures.hold("v", ROLLOUT.changedAt().plusSeconds(60L * minute + 17), Reason.BAKING),
                                ROLLOUT)
                        .isPresent())
                .boxed()
                .toList();

        assertThat(due).containsExactly(4 * 60);
    }

    @Test
    void aChangeBeginsAnotherCount() {
        assertThat(digest.due(hold(4 * 60), Fixtures.advanced())).isEmpty();
    }

    @Test
    void aTransitionIsNoHold() {
        assertThat(digest.due(Fixtures.verdict("v", "main-ivr", true), ROLLOUT)).isEmpty();
    }

    private static Verdict hold(int minute) {
        return Fixtures.hold("v", ROLLOUT.changedAt().plusSeconds(60L * minute), Reason.BAKING);
    }
}
