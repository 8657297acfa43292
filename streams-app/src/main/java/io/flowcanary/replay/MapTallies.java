package io.flowcanary.replay;

import io.flowcanary.record.Totals;
import io.flowcanary.tally.TallyStore;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Tallies in memory. */
final class MapTallies implements TallyStore {
    private final TreeMap<String, Totals> totals = new TreeMap<>();

    @Override
    public void put(Totals newer) {
        totals.put(TallyStore.key(newer), newer);
    }

    @Override
    public void read(String canary, long from, long to, Consumer<Totals> reader) {
        totals.subMap(TallyStore.minuteKey(canary, from), TallyStore.minuteKey(canary, to))
                .values()
                .forEach(reader);
    }
}
