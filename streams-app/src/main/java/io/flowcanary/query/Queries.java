package io.flowcanary.query;

import io.flowcanary.assemble.Cell;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Watermark;
import io.flowcanary.rollout.CanaryState;
import io.flowcanary.tally.VersionTally;
import io.flowcanary.tally.Watermarks;
import io.flowcanary.topology.Store;
import io.flowcanary.topology.StoredTallies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Interactive queries over the stores of this instance. Every method throws {@link NotReadyException} when the stores cannot
 * be read or another instance owns the key: an empty answer always means that there is nothing.
 */
public final class Queries {
    private final KafkaStreams streams;
    private final HostInfo self;
    private final int sourcePartitions;

    /**
     * @param self what {@code application.server} says of this instance
     * @param sourcePartitions partitions of the source topic
     */
    public Queries(KafkaStreams streams, HostInfo self, int sourcePartitions) {
        this.streams = streams;
        this.self = self;
        this.sourcePartitions = sourcePartitions;
    }

    /** The rollouts of this instance's canaries, by canary. */
    public List<Rollout> rollouts() {
        List<Rollout> rollouts = new ArrayList<>();
        try (KeyValueIterator<String, CanaryState> all = store(Store.CANARIES).all()) {
            while (all.hasNext()) {
                Rollout rollout = all.next().value.rollout();
                if (rollout != null) {
                    rollouts.add(rollout);
                }
            }
        }
        return rollouts;
    }

    /** The latest rollout of a canary, or empty when it never had one. */
    public Optional<Rollout> rollout(String canary) {
        requireOwner(Store.CANARIES, canary);
        return Optional.ofNullable(store(Store.CANARIES).get(canary)).map(CanaryState::rollout);
    }

    /** The versions of a canary side by side, for calls that started within the window before W. */
    public CanaryTallies tallies(String canary, Duration window) {
        requireOwner(Store.TALLIES, canary);
        OptionalLong w = Watermarks.lowest(watermarks(), sourcePartitions);
        long to = w.isEmpty() ? 0 : Math.floorDiv(w.getAsLong(), Cell.MINUTE) + 1;
        long from = Math.max(0, to - window.toMinutes());
        return new CanaryTallies(
                canary,
                Instant.ofEpochMilli(from * Cell.MINUTE),
                Instant.ofEpochMilli(to * Cell.MINUTE),
                w.isEmpty() ? null : Instant.ofEpochMilli(w.getAsLong()),
                VersionTally.read(new StoredTallies(store(Store.TALLIES)), canary, from, to));
    }

    /** How far the source has been counted. */
    public Progress progress() {
        List<Watermark> known = watermarks();
        OptionalLong w = Watermarks.lowest(known, sourcePartitions);
        TreeMap<String, Long> events = new TreeMap<>();
        known.forEach(watermark -> watermark.events().forEach((name, count) -> events.merge(name, count, Long::sum)));
        return new Progress(
                w.isEmpty() ? null : Instant.ofEpochMilli(w.getAsLong()), known.size(), sourcePartitions, events);
    }

    /** Every judging task knows every source partition; the furthest word of each counts. */
    private List<Watermark> watermarks() {
        Map<Integer, Watermark> latest = new TreeMap<>();
        try (KeyValueIterator<Integer, Watermark> all = store(Store.WATERMARKS).all()) {
            while (all.hasNext()) {
                Watermark watermark = all.next().value;
                latest.merge(watermark.partition(), watermark, (a, b) -> a.at() >= b.at() ? a : b);
            }
        }
        return new ArrayList<>(latest.values());
    }

    private void requireOwner(Store<?, ?> store, String canary) {
        KeyQueryMetadata owner = streams.queryMetadataForKey(
                store.name(), canary, Serdes.String().serializer());
        if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            throw new NotReadyException("no instance owns '" + canary + "' at the moment: a rebalance is under way");
        }
        if (!owner.activeHost().equals(self)) {
            HostInfo host = owner.activeHost();
            throw new NotReadyException(
                    "'" + canary + "' is kept by " + host.host() + ":" + host.port() + ": ask there");
        }
    }

    private <K, V> ReadOnlyKeyValueStore<K, V> store(Store<K, V> store) {
        if (streams.state() != KafkaStreams.State.RUNNING) {
            throw new NotReadyException("the stream is " + streams.state() + ", not yet RUNNING");
        }
        try {
            return streams.store(
                    StoreQueryParameters.fromNameAndType(store.name(), QueryableStoreTypes.<K, V>keyValueStore()));
        } catch (InvalidStateStoreException e) {
            throw new NotReadyException("the store '" + store.name() + "' is moving: " + e.getMessage());
        }
    }
}
