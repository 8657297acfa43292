package io.flowcanary.judge;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Verdict;
import java.time.Duration;
import java.util.Set;

/**
 * The counts of one canary at one watermark: facts that came in time, in cells complete at that watermark, by the minute in
 * which the
 * conversations started. Ranges are in minutes since the epoch, their end exclusive; an empty range counts nothing.
 */
public interface Counts {
    /** How many conversations of this version showed the fact; 0 for a version that is not known. */
    long total(String version, Fact fact, long fromMinute, long toMinuteExclusive);

    /** Everything counted of this version; all 0 for a version that is not known. */
    Verdict.Figures figures(String version, long fromMinute, long toMinuteExclusive);

    /** The versions that have any count there. */
    Set<String> versions(long fromMinute, long toMinuteExclusive);

    /** Conversations of this version that started in this minute and had shown the fact at an age below {@code ages} minutes. Only asked for when complete. */
    long matured(String version, Fact fact, int ages, long minute);

    /** The same for conversations handled for longer than this by then; true to 1 %. */
    long maturedLong(String version, Duration longerThan, int ages, long minute);

    /** Milliseconds within the minute at which the gate drew this version, ascending, each as often as it was drawn. */
    int[] draws(String version, long minute);

    /** Events that came too late to be evidence while the watermarks stood in these minutes. */
    long lateEvents(String version, long fromMinute, long toMinuteExclusive);

    /** Flow versions ("flowId/version") of the conversations that started in this minute, seen at an age below {@code ages} minutes. */
    Set<String> flowVersions(int ages, long minute);
}
