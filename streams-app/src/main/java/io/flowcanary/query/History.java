package io.flowcanary.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.topology.Chronicle;
import io.flowcanary.topology.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

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

    /** Hands over the entries between two places, the oldest first, with their places. */
    static <V> void read(
            Shard shard, Store<String, V> store, String canary, long from, long to, BiConsumer<Long, V> reader) {
        try (KeyValueIterator<String, V> range =
                shard.store(store).range(Chronicle.key(canary, from), Chronicle.key(canary, to))) {
            while (range.hasNext()) {
                KeyValue<String, V> entry = range.next();
                reader.accept(Chronicle.place(entry.key), entry.value);
            }
        }
    }
}
