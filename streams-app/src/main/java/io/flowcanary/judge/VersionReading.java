package io.flowcanary.judge;

import io.flowcanary.record.Fact;

/**
 * How many conversations carry no version by the time the quickest guardrail decides: callers who hang up before the gate are
 * about one in a hundred.
 *
 * @param nextMinute the first start minute that was not read
 * @param before all conversations before the canary began
 * @param noneBefore those of them without a version
 * @param recent all conversations of late, older minutes weighing less
 * @param noneRecent those of them without a version
 */
public record VersionReading(long nextMinute, long before, long noneBefore, double recent, double noneRecent) {
    /** What stands for every conversation, with a version or not. */
    private static final String ALL = "*";

    static VersionReading from(long minute) {
        return new VersionReading(minute, 0, 0, 0, 0);
    }

    VersionReading read(Look look, int ages, long evidenceFrom) {
        VersionReading read = this;
        while (MatureCalls.complete(read.nextMinute, ages, look.toMinute())) {
            read = read.after(
                    look.counts(), ages, evidenceFrom, look.policy().window().toMinutes());
        }
        return read;
    }

    private VersionReading after(Counts counts, int ages, long evidenceFrom, long windowMinutes) {
        long all = Math.max(0, counts.matured(ALL, Fact.STARTED, ages, nextMinute));
        long versioned = counts.versions(nextMinute, nextMinute + 1).stream()
                .mapToLong(version -> counts.matured(version, Fact.STARTED, ages, nextMinute))
                .sum();
        long none = Math.max(0, all - versioned);
        if (nextMinute < evidenceFrom) {
            return new VersionReading(nextMinute + 1, before + all, noneBefore + none, recent, noneRecent);
        }
        double kept = 1 - 1.0 / windowMinutes;
        return new VersionReading(nextMinute + 1, before, noneBefore, kept * recent + all, kept * noneRecent + none);
    }
}
