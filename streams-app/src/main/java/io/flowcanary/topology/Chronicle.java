package io.flowcanary.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Each canary's entries in the order in which they were made. An entry's place is its event time in milliseconds, or the place
 * after its predecessor's where that is later: so places rise, and are close to event time.
 */
public final class Chronicle {
    private static final String SEPARATOR = "\u001f";
    private static final long FIRST_DIGIT = 1L << 52;

    private Chronicle() {}

    /** The key of a canary's entry at this place; in the order of keys, a canary's entries stand together and rise. */
    public static String key(String canary, long place) {
        return canary + SEPARATOR + Long.toHexString(FIRST_DIGIT + Math.max(0, place));
    }

    /** The place in a {@link #key}. */
    public static long place(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf(SEPARATOR) + 1), 16) - FIRST_DIGIT;
    }

    /** The canary's entries from one place up to another, both included, the newest first; to be closed. */
    public static <V> KeyValueIterator<String, V> newestFirst(
            ReadOnlyKeyValueStore<String, V> store, String canary, long from, long to) {
        return store.reverseRange(key(canary, from), key(canary, Math.min(to, FIRST_DIGIT - 1)));
    }

    /** Adds an entry behind the canary's latest; the same one again, as after a restart, is not added. */
    static <V> void append(KeyValueStore<String, V> store, String canary, Instant at, V entry) {
        long place = at.toEpochMilli();
        try (KeyValueIterator<String, V> latest = newestFirst(store, canary, 0, Long.MAX_VALUE)) {
            if (latest.hasNext()) {
                KeyValue<String, V> last = latest.next();
                if (last.value.equals(entry)) {
                    return;
                }
                place = Math.max(place, place(last.key) + 1);
            }
        }
        store.put(key(canary, place), entry);
    }

    /** Forgets those of the canary's entries before a time that match. */
    static <V> void forget(KeyValueStore<String, V> store, String canary, Instant before, Predicate<V> which) {
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, V> range = store.range(key(canary, 0), key(canary, before.toEpochMilli() - 1))) {
            while (range.hasNext()) {
                KeyValue<String, V> entry = range.next();
                if (which.test(entry.value)) {
                    old.add(entry.key);
                }
            }
        }
        old.forEach(store::delete);
    }
}
