package io.flowcanary.topology;

import io.flowcanary.record.Totals;
import io.flowcanary.tally.TallyStore;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Tallies in a logged store; for queries, read-only. */
public final class StoredTallies implements TallyStore {
    private final ReadOnlyKeyValueStore<String, Totals> store;

    /** @param store by {@link TallyStore#key}; {@link #put} needs one that can be written */
    public StoredTallies(ReadOnlyKeyValueStore<String, Totals> store) {
        this.store = store;
    }

    @Override
    public void put(Totals totals) {
        ((KeyValueStore<String, Totals>) store).put(TallyStore.key(totals), totals);
    }

    @Override
    public void read(String canary, long from, long to, Consumer<Totals> reader) {
        try (KeyValueIterator<String, Totals> range =
                store.range(TallyStore.minuteKey(canary, from), TallyStore.minuteKey(canary, to))) {
            while (range.hasNext()) {
                KeyValue<String, Totals> entry = range.next();
                reader.accept(entry.value);
            }
        }
    }
}
