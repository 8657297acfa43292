package io.flowcanary.query;

import io.flowcanary.record.Watermark;
import io.flowcanary.tally.Watermarks;
import io.flowcanary.topology.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;

/** How far the source has been counted, as one judging task knows it: each knows all of it. */
public final class SourceView {
    private SourceView() {}

    /** The watermark in epoch milliseconds; empty while a partition has not reported. */
    public static OptionalLong w(Shard shard, int sourcePartitions) {
        return Watermarks.lowest(watermarks(shard), sourcePartitions);
    }

    /**
     * What became of every record of the source, as this instance knows it.
     *
     * @throws NotReadyException while it judges no partition
     */
    public static Progress here(Shards shards, int sourcePartitions) {
        return shards.judged().stream()
                .findFirst()
                .map(shards::owned)
                .orElseThrow(() -> new NotReadyException("this instance judges no partition at the moment"))
                .read(shard -> progress(shard, sourcePartitions));
    }

    /** What became of every record of the source. */
    public static Progress progress(Shard shard, int sourcePartitions) {
        List<Watermark> known = watermarks(shard);
        OptionalLong w = Watermarks.lowest(known, sourcePartitions);
        TreeMap<String, Long> events = new TreeMap<>();
        known.forEach(watermark -> watermark.events().forEach((name, count) -> events.merge(name, count, Long::sum)));
        return new Progress(
                w.isEmpty() ? null : Instant.ofEpochMilli(w.getAsLong()), known.size(), sourcePartitions, events);
    }

    private static List<Watermark> watermarks(Shard shard) {
        List<Watermark> known = new ArrayList<>();
        try (KeyValueIterator<Integer, Watermark> all =
                shard.store(Store.WATERMARKS).all()) {
            all.forEachRemaining(entry -> known.add(entry.value));
        }
        return known;
    }
}
