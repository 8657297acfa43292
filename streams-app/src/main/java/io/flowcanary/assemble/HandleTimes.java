package io.flowcanary.assemble;

import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The histogram of handle times: logarithmic buckets, so histograms add up and a percentile is true to 1 %. */
public final class HandleTimes {
    private static final IndexMapping BUCKETS = new LogarithmicMapping(0.01);

    private HandleTimes() {}

    /** The bucket of a handle time of at least one millisecond. */
    static int bucket(long handleMs) {
        return BUCKETS.index(handleMs);
    }

    /** Whether all of a bucket's times are longer than this. */
    public static boolean longer(int bucket, Duration than) {
        return bucket > BUCKETS.index(than.toMillis());
    }

    /**
     * A percentile of the counted times.
     *
     * @param counts how many per bucket
     * @param quantile 0 to 1
     * @return milliseconds; empty when nothing is counted
     */
    public static OptionalLong percentile(Map<Integer, Long> counts, double quantile) {
        TreeMap<Integer, Long> ordered = new TreeMap<>(counts);
        long all = ordered.values().stream().mapToLong(Long::longValue).sum();
        long rank = (long) Math.floor(quantile * (all - 1));
        long seen = 0;
        for (Map.Entry<Integer, Long> bucket : ordered.entrySet()) {
            seen += bucket.getValue();
            if (seen > rank && all > 0) {
                return OptionalLong.of(Math.round(BUCKETS.value(bucket.getKey())));
            }
        }
        return OptionalLong.empty();
    }
}
