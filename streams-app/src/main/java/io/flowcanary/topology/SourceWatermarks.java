package io.flowcanary.topology;

import io.flowcanary.assemble.Cell;
import io.flowcanary.record.Watermark;
import io.flowcanary.tally.Watermarks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** How far the source has been counted, as one judging task knows it. */
final class SourceWatermarks {
    private final KeyValueStore<Integer, Watermark> store;
    private final int partitions;

    SourceWatermarks(KeyValueStore<Integer, Watermark> store, int partitions) {
        this.store = store;
        this.partitions = partitions;
    }

    void put(Watermark watermark) {
        store.put(watermark.partition(), watermark);
    }

    /** The watermark in epoch milliseconds; empty while a partition has not reported. */
    OptionalLong at() {
        List<Watermark> known = new ArrayList<>(partitions);
        try (KeyValueIterator<Integer, Watermark> all = store.all()) {
            all.forEachRemaining(entry -> known.add(entry.value));
        }
        return Watermarks.lowest(known, partitions);
    }

    /** The watermark; null while a partition has not reported. */
    Instant instant() {
        OptionalLong at = at();
        return at.isPresent() ? Instant.ofEpochMilli(at.getAsLong()) : null;
    }

    static long wholeMinute(long at) {
        return Math.floorDiv(at, Cell.MINUTE);
    }
}
