package io.flowcanary.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each caller may ask: a bucket each, which holds ten seconds' worth of requests and fills again steadily. The callers
 * that asked last are remembered; one that is forgotten begins with a full bucket.
 */
final class Pace {
    private static final int REMEMBERED = 10_000;
    private static final int BURST_SECONDS = 10;
    private static final double NANOS = 1e9;

    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final int perSecond;
    private final LongSupplier ticks;

    private record Bucket(double level, long at) {}

    /** @param ticks monotonic nanoseconds */
    Pace(int perSecond, LongSupplier ticks) {
        this.perSecond = perSecond;
        this.ticks = ticks;
    }

    /** Takes one request in; 0 when it may go on, else after how many whole seconds the next one may. */
    synchronized long take(String caller) {
        long now = ticks.getAsLong();
        double most = (double) perSecond * BURST_SECONDS;
        Bucket before = buckets.getOrDefault(caller, new Bucket(most, now));
        double level = Math.min(most, before.level() + perSecond * ((now - before.at()) / NANOS));
        boolean enough = level >= 1;
        buckets.put(caller, new Bucket(enough ? level - 1 : level, now));
        return enough ? 0 : (long) Math.ceil((1 - level) / perSecond);
    }
}
