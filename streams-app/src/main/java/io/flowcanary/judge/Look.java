package io.flowcanary.judge;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One look at a canary.
 *
 * @param policy what it obeys
 * @param at W, a whole minute when the look is one of the judge's own
 * @param evidenceSince calls that started earlier are no evidence
 * @param counts what is certain at W
 */
public record Look(Policy policy, Instant at, Instant evidenceSince, Counts counts) {
    private static final long MINUTE = 60_000;

    /**
     * The first start minute within the policy's window that is evidence. A minute that had begun before the evidence did is
     * left out whole: part of its calls met the old share.
     */
    long fromMinute() {
        long evidence = -Math.floorDiv(-evidenceSince.toEpochMilli(), MINUTE);
        return Math.max(evidence, toMinute() - policy.window().toMinutes());
    }

    /** The start minute after the last. */
    long toMinute() {
        return Math.floorDiv(at.toEpochMilli(), MINUTE);
    }

    long stable(Fact fact) {
        return counts.total(policy.versions().stable(), fact, fromMinute(), toMinute());
    }

    long canary(Fact fact) {
        return counts.total(policy.versions().canary(), fact, fromMinute(), toMinute());
    }

    /** Each version's figures, both versions of the policy always among them. */
    public Map<String, Verdict.Figures> figures() {
        Map<String, Verdict.Figures> figures = new TreeMap<>();
        for (String version : counts.versions(fromMinute(), toMinute())) {
            figures.put(version, counts.figures(version, fromMinute(), toMinute()));
        }
        figures.computeIfAbsent(policy.versions().stable(), version -> counts.figures(version, 0, 0));
        figures.computeIfAbsent(policy.versions().canary(), version -> counts.figures(version, 0, 0));
        return figures;
    }
}
