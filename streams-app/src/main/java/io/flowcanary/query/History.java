package io.flowcanary.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.topology.Chronicle;
import io.flowcanary.topology.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads what was said of a canary, and what was ordered. */
public final class History {
    private History() {}

    /**
     * Some of a canary's entries, the newest first.
     *
     * @param entries at most as many as were asked for
     * @param before where the next page begins; null on the last one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page<V>(List<V> entries, Long before) {}

    /**
     * A page of verdicts or orders.
     *
     * @param before the last page's {@link Page#before}; {@code Long.MAX_VALUE} for the newest entries
     */
    public static <V> Page<V> page(Shard shard, Store<String, V> store, String canary, int limit, long before) {
        return page(shard, store, canary, limit, before, entry -> true);
    }

    /** The same of the entries that match. */
    public static <V> Page<V> page(
            Shard shard, Store<String, V> store, String canary, int limit, long before, Predicate<V> which) {
        List<V> entries = new ArrayList<>();
        long oldest = before;
        try (KeyValueIterator<String, V> newest =
                Chronicle.newestFirst(shard.store(store), canary, 0, before == Long.MAX_VALUE ? before : before - 1)) {
            while (newest.hasNext() && entries.size() < limit) {
                KeyValue<String, V> entry = newest.next();
                if (which.test(entry.value)) {
                    entries.add(entry.value);
                }
                oldest = Chronicle.place(entry.key);
            }
            return new Page<>(entries, newest.hasNext() ? oldest : null);
        }
    }

    /**
     * Hands over entries between two places, the oldest first: all of them where there are few, else so many at most, evenly
     * taken, the first and the last among them.
     */
    static <V> void sample(
            Shard shard, Store<String, V> store, String canary, long from, long to, int most, Consumer<V> reader) {
        ReadOnlyKeyValueStore<String, V> entries = shard.store(store);
        long last = last(entries, canary, from, to);
        KeyValue<String, V> entry = last < 0 ? null : firstFrom(entries, canary, from, last);
        if (entry == null) {
            return;
        }
        long first = Chronicle.place(entry.key);
        double step = Math.max(1, (last - first) / (most - 1.0));
        while (entry != null) {
            reader.accept(entry.value);
            long place = Chronicle.place(entry.key);
            long next = first + (long) Math.ceil((Math.floor((place - first) / step) + 1) * step);
            entry = place < last ? firstFrom(entries, canary, Math.max(place + 1, Math.min(next, last)), last) : null;
        }
    }

    private static <V> long last(ReadOnlyKeyValueStore<String, V> entries, String canary, long from, long to) {
        try (KeyValueIterator<String, V> newest = Chronicle.newestFirst(entries, canary, from, to)) {
            return newest.hasNext() ? Chronicle.place(newest.next().key) : -1;
        }
    }

    private static <V> KeyValue<String, V> firstFrom(
            ReadOnlyKeyValueStore<String, V> entries, String canary, long place, long last) {
        try (KeyValueIterator<String, V> rest =
                entries.range(Chronicle.key(canary, place), Chronicle.key(canary, last))) {
            return rest.hasNext() ? rest.next() : null;
        }
    }
}
