package io.flowcanary.judge;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Verdict;
import java.util.Set;

/** What is certain at one W: calls by start minute, with what had become of them. Minutes are since the epoch. */
public interface Counts {
    /** How many calls of a version that started from one minute to before another show a fact. */
    long total(String version, Fact fact, long fromMinute, long toMinuteExclusive);

    /** All figures of a version at once. */
    Verdict.Figures figures(String version, long fromMinute, long toMinuteExclusive);

    /** The versions that have any. */
    Set<String> versions(long fromMinute, long toMinuteExclusive);
}
