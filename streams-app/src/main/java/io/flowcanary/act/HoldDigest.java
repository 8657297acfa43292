package io.flowcanary.act;

import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import java.time.Duration;
import java.util.Optional;

/**
 * When people are told that a rollout still holds: each time another full period has passed since it last changed. That follows
 * from event time alone, since every minute has its verdict, so no restart forgets or repeats a digest.
 *
 * @param period event time between two of them
 */
record HoldDigest(Duration period) {
    private static final Duration LOOK = Duration.ofMinutes(1);

    /** For how long the rollout has held, when this verdict is the first beyond another full period. */
    Optional<Duration> due(Verdict verdict, Rollout rollout) {
        if (verdict.verdict() != Kind.HOLD
                || verdict.transition()
                || !verdict.state().active()) {
            return Optional.empty();
        }
        Duration held = Duration.between(rollout.changedAt(), verdict.judgedAt());
        long periods = held.dividedBy(period);
        boolean crossed =
                held.compareTo(period) >= 0 && periods > held.minus(LOOK).dividedBy(period);
        return crossed ? Optional.of(period.multipliedBy(periods)) : Optional.empty();
    }
}
