package io.flowcanary.query;

import io.flowcanary.topology.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** One partition by the interactive queries of Kafka Streams; for one reading. */
final class StreamShard implements Shard {
    /** The mark of the last transaction stands behind the last record and is never restored. */
    private static final long LAST_MARK = 1;

    private final KafkaStreams streams;
    private final int partition;
    private final boolean copy;
    private final List<Store<?, ?>> read = new ArrayList<>();

    /** @param copy whether another instance owns the partition */
    StreamShard(KafkaStreams streams, int partition, boolean copy) {
        this.streams = streams;
        this.partition = partition;
        this.copy = copy;
    }

    @Override
    public <K, V> ReadOnlyKeyValueStore<K, V> store(Store<K, V> store) {
        if (copy) {
            requireUpToDate(store);
        } else {
            StreamShards.requireRunning(streams);
        }
        read.add(store);
        return open(store);
    }

    @Override
    public void confirm() {
        read.forEach(this::open);
    }

    private <K, V> ReadOnlyKeyValueStore<K, V> open(Store<K, V> store) {
        StoreQueryParameters<ReadOnlyKeyValueStore<K, V>> parameters = StoreQueryParameters.fromNameAndType(
                        store.name(), QueryableStoreTypes.<K, V>keyValueStore())
                .withPartition(partition);
        return StreamShards.asked(() -> streams.store(copy ? parameters.enableStaleStores() : parameters));
    }

    private void requireUpToDate(Store<?, ?> store) {
        Map<String, Map<Integer, LagInfo>> lags = StreamShards.asked(streams::allLocalStorePartitionLags);
        LagInfo lag = lags.getOrDefault(store.name(), Map.of()).get(partition);
        if (lag == null || lag.offsetLag() > LAST_MARK) {
            throw new NotReadyException(
                    "the copy of partition " + partition + " of '" + store.name() + "' here is not up to date");
        }
    }
}
