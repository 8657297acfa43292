package io.flowcanary.query;

import io.flowcanary.topology.Store;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of one partition, as one instance holds them. */
public interface Shard {
    /**
     * The store, of this partition only.
     *
     * @throws NotReadyException while it cannot be read: an answer never comes from a part of it
     */
    <K, V> ReadOnlyKeyValueStore<K, V> store(Store<K, V> store);
}
