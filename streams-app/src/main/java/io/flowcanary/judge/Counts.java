package io.flowcanary.judge;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Verdict;
import java.util.Set;

/**
 * The counts of one canary at one W: facts that came in time, in cells complete at that W, by the minute in which the
 * conversations started. Ranges are in minutes since the epoch, their end exclusive; an empty range counts nothing.
 */
public interface Counts {
    /** How many conversations of this version showed the fact; 0 for a version that is not known. */
    long total(String version, Fact fact, long fromMinute, long toMinuteExclusive);

    /** Everything counted of this version; all 0 for a version that is not known. */
    Verdict.Figures figures(String version, long fromMinute, long toMinuteExclusive);

    /** The versions that have any count there. */
    Set<String> versions(long fromMinute, long toMinuteExclusive);
}
