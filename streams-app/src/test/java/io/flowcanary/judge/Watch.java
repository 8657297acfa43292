package io.flowcanary.judge;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict.Comparison;
import java.time.Instant;

/** A rollout that began at 09:00, looked at minute by minute while a test says which calls come. */
final class Watch {
    static final Instant NINE = Instant.parse("2026-01-15T09:00:00Z");
    static final long FIRST = NINE.getEpochSecond() / 60;

    final FixedCounts counts = new FixedCounts();
    Rollout rollout;
    Evidence evidence = Evidence.NONE;
    Opinion opinion;
    private long now = FIRST;

    Watch(Policy policy) {
        rollout = Rollouts.begun(policy, NINE);
    }

    /** Each of these minutes has so many calls, and so many of them show the fact; none is judged yet. */
    Watch calls(long from, long to, Fact fact, long stable, long stableBad, long canary, long canaryBad) {
        for (long minute = from; minute < to; minute++) {
            counts.add("v1", FIRST + minute, Fact.STARTED, stable)
                    .add("v1", FIRST + minute, fact, stableBad)
                    .add("v2", FIRST + minute, Fact.STARTED, canary)
                    .add("v2", FIRST + minute, fact, canaryBad);
        }
        return this;
    }

    /** From now on the share is in force since then; null: it is not. */
    void confirmedAt(Instant at) {
        atStep(rollout.step(), at);
    }

    /** The same at another step. */
    void atStep(int step, Instant at) {
        rollout = new Rollout(
                rollout.canary(),
                rollout.policy(),
                rollout.policyRevision(),
                rollout.state(),
                rollout.pause(),
                step,
                rollout.share(),
                rollout.epoch(),
                rollout.override(),
                rollout.startedAt(),
                rollout.evidenceSince(),
                at,
                rollout.changedAt(),
                rollout.actor(),
                rollout.why(),
                rollout.verdictId(),
                rollout.notInForce(),
                rollout.lastInForce());
    }

    /** Looks at every minute up to so many after nine. */
    Opinion until(long minute) {
        while (now < FIRST + minute) {
            now++;
            Look look = Look.of(rollout, Instant.ofEpochSecond(now * 60), counts, evidence);
            evidence = look.evidence();
            opinion = Judges.of(rollout.policy()).opinion(look);
        }
        return opinion;
    }

    /** The first minute after nine at which it is found harmful, up to a last one; -1 without one. */
    long harmfulAt(long last) {
        for (long minute = now - FIRST + 1; minute <= last; minute++) {
            if (until(minute).fitness() == Fitness.HARMFUL) {
                return minute;
            }
        }
        return -1;
    }

    Comparison guardrail(Policy.Metric metric) {
        return opinion.guardrails().stream()
                .filter(one -> one.metric().equals(metric.json()))
                .findFirst()
                .orElseThrow();
    }
}
