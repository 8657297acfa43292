package io.flowcanary.query;

import io.flowcanary.topology.Store;
import java.util.function.Function;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of one partition, as one instance holds them. */
public interface Shard {
    /**
     * The store, of this partition only.
     *
     * @throws NotReadyException while it cannot be read: an answer never comes from a part of it
     */
    <K, V> ReadOnlyKeyValueStore<K, V> store(Store<K, V> store);

    /**
     * Says that every store that was given out is still here, so that what was read of it holds.
     *
     * @throws NotReadyException when one has moved meanwhile
     */
    void confirm();

    /** What a function reads of this shard, if the stores stay where they are meanwhile. */
    default <T> T read(Function<Shard, T> function) {
        T found;
        try {
            found = function.apply(this);
        } catch (InvalidStateStoreException e) {
            throw new NotReadyException("the store moved while it was read: " + e.getMessage());
        } catch (RuntimeException e) {
            // A store that is taken away can also show as holes in what it gives.
            confirm();
            throw e;
        }
        confirm();
        return found;
    }
}
