package io.flowcanary.query;

import io.flowcanary.assemble.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A run of whole minutes.
 *
 * @param from the first, minutes since the epoch
 * @param to the minute after the last
 */
public record Span(long from, long to) {
    /** The minutes up to the one that the watermark is in; empty while the watermark is not known. */
    public static Span before(OptionalLong w, Duration window) {
        long to = w.isEmpty() ? 0 : Math.floorDiv(w.getAsLong(), Cell.MINUTE) + 1;
        return new Span(Math.max(0, to - window.toMinutes()), to);
    }

    /** Every minute that some of this time is in. */
    public static Span of(Instant from, Instant to) {
        return new Span(
                Math.floorDiv(from.toEpochMilli(), Cell.MINUTE),
                Math.floorDiv(to.toEpochMilli() + Cell.MINUTE - 1, Cell.MINUTE));
    }
}
