package io.flowcanary.query;

import io.flowcanary.topology.Store;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;

/** Shards by the metadata and the interactive queries of Kafka Streams. */
public final class StreamShards implements Shards {
    private final KafkaStreams streams;
    private final HostInfo self;

    /** @param self what {@code application.server} says of this instance */
    public StreamShards(KafkaStreams streams, HostInfo self) {
        this.streams = streams;
        this.self = self;
    }

    @Override
    public HostInfo self() {
        return self;
    }

    @Override
    public Place place(Store<?, ?> store, String key) {
        return place(
                "'" + key + "'",
                known -> known.queryMetadataForKey(
                        store.name(), key, Serdes.String().serializer()));
    }

    @Override
    public Place place(Store<?, ?> store, int partition) {
        StreamPartitioner<String, Object> fixed = (topic, key, value, partitions) -> Optional.of(Set.of(partition));
        return place("partition " + partition, known -> known.queryMetadataForKey(store.name(), "", fixed));
    }

    private Place place(String what, Function<KafkaStreams, KeyQueryMetadata> ask) {
        KeyQueryMetadata found = asked(() -> ask.apply(streams));
        if (found == null || found.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            throw new NotReadyException("no instance owns " + what + " at the moment: a rebalance is under way");
        }
        return new Place(found.partition(), found.activeHost(), found.standbyHosts());
    }

    @Override
    public SortedSet<Integer> judged() {
        requireRunning(streams);
        TreeSet<Integer> partitions = new TreeSet<>();
        asked(streams::metadataForLocalThreads)
                .forEach(thread -> thread.activeTasks()
                        .forEach(task -> task.topicPartitions().stream()
                                .filter(source -> source.topic().equals(Store.JUDGED_BY))
                                .forEach(source -> partitions.add(source.partition()))));
        return partitions;
    }

    @Override
    public Shard owned(int partition) {
        return new StreamShard(streams, partition, false);
    }

    @Override
    public Shard copy(int partition) {
        return new StreamShard(streams, partition, true);
    }

    static void requireRunning(KafkaStreams streams) {
        KafkaStreams.State state = streams.state();
        if (state != KafkaStreams.State.RUNNING) {
            throw new NotReadyException("the stream is " + state + ", not RUNNING");
        }
    }

    /** What the stream says; whatever keeps it from saying so is {@link NotReadyException}. */
    static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (InvalidStateStoreException e) {
            throw new NotReadyException("the store is moving: " + e.getMessage());
        } catch (KafkaException | IllegalStateException e) {
            throw new NotReadyException("the stream cannot be asked: " + e.getMessage());
        }
    }
}
