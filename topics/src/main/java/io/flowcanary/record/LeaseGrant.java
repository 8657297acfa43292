package io.flowcanary.record;

import java.time.Instant;

/**
 * A granted lease: until it ends, its canary does not start.
 *
 * @param number rises with every grant of one canary and never repeats: whoever holds an older one holds nothing
 * @param holder who
 * @param since when it was granted
 * @param until when it ends by itself
 */
public record LeaseGrant(long number, String holder, Instant since, Instant until) {
    /** Whether it still holds at this time. */
    public boolean holds(Instant at) {
        return at.isBefore(until);
    }
}
