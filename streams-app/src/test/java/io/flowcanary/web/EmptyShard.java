package io.flowcanary.web;

import io.flowcanary.query.Shard;
import io.flowcanary.topology.Store;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** A partition that nothing was written to. */
final class EmptyShard implements Shard {
    @Override
    public <K, V> ReadOnlyKeyValueStore<K, V> store(Store<K, V> store) {
        return new Nothing<>();
    }

    @Override
    public void confirm() {}

    private static final class Nothing<K, V> implements ReadOnlyKeyValueStore<K, V>, KeyValueIterator<K, V> {
        @Override
        public V get(K key) {
            return null;
        }

        @Override
        public KeyValueIterator<K, V> range(K from, K to) {
            return this;
        }

        @Override
        public KeyValueIterator<K, V> all() {
            return this;
        }

        @Override
        public long approximateNumEntries() {
            return 0;
        }

        @Override
        public void close() {}

        @Override
        public K peekNextKey() {
            throw new java.util.NoSuchElementException();
        }

        @Override
        public boolean hasNext() {
            return false;
        }

        @Override
        public KeyValue<K, V> next() {
            throw new java.util.NoSuchElementException();
        }
    }
}
