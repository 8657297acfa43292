package io.flowcanary.act;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Asks the store again when the last reading is too old; one call at a time per parameter, however many ask. */
final class RecentReader implements ParameterReader {
    private final ParameterStore store;
    private final Duration recent;
    private final Clock clock;
    private final LongSupplier ticks;
    private final Map<String, Last> lasts = new ConcurrentHashMap<>();

    private static final class Last {
        private Reading reading;
        private long tick;
    }

    /**
     * @param recent how old a reading may be, real time
     * @param clock what readings are dated by
     */
    RecentReader(ParameterStore store, Duration recent, Clock clock, LongSupplier ticks) {
        this.store = store;
        this.recent = recent;
        this.clock = clock;
        this.ticks = ticks;
    }

    @Override
    public Reading read(String parameter) {
        Last last = lasts.computeIfAbsent(parameter, none -> new Last());
        synchronized (last) {
            long now = ticks.getAsLong();
            if (last.reading == null || now - last.tick > recent.toNanos()) {
                last.reading = Reading.of(parameter, store.read(parameter), clock.instant());
                // Dated before the call: a slow answer is older than it seems.
                last.tick = now;
            }
            return last.reading;
        }
    }
}
