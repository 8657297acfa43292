package io.flowcanary.tally;

import io.flowcanary.record.Watermark;
import java.util.Collection;
import java.util.OptionalLong;

/** The watermark: the event time up to which every source partition has been counted. */
public final class Watermarks {
    private Watermarks() {}

    /**
     * The minimum over all source partitions.
     *
     * @param partitions how many there are
     * @return epoch milliseconds; empty while a partition has not reported
     */
    public static OptionalLong lowest(Collection<Watermark> known, int partitions) {
        if (known.size() < partitions) {
            return OptionalLong.empty();
        }
        long lowest = known.stream().mapToLong(Watermark::at).min().orElse(Long.MIN_VALUE);
        return lowest == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(lowest);
    }
}
