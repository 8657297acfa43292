package io.flowcanary.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.tally.VersionTally;
import java.time.Instant;
import java.util.SortedMap;

/**
 * One canary's versions side by side.
 *
 * @param canary whose
 * @param from start of the first minute whose calls are summed
 * @param to end of the last
 * @param countedUpTo W: event time up to which every event has been counted; null while it is not known
 * @param versions per version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CanaryTallies(
        String canary, Instant from, Instant to, Instant countedUpTo, SortedMap<String, VersionTally> versions) {}
