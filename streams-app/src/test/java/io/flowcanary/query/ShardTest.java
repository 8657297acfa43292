package io.flowcanary.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.topology.Store;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.Test;

class ShardTest {
    private boolean moved;

    private final Shard shard = new Shard() {
        @Override
        public <K, V> ReadOnlyKeyValueStore<K, V> store(Store<K, V> store) {
            return null;
        }

        @Override
        public void confirm() {
            if (moved) {
                throw new NotReadyException("it moved");
            }
        }
    };

    @Test
    void givesWhatWasReadOfStoresThatStayed() {
        assertThat(shard.<Integer>read(stores -> 7)).isEqualTo(7);
    }

    @Test
    void givesNothingThatWasReadOfAStoreThatMovedMeanwhile() {
        assertThatThrownBy(() -> shard.read(stores -> moved = true)).isInstanceOf(NotReadyException.class);
    }

    @Test
    void isNotReadyWhenTheStoreClosesInTheMiddle() {
        assertThatThrownBy(() -> shard.read(stores -> {
                    throw new InvalidStateStoreException("closed");
                }))
                .isInstanceOf(NotReadyException.class);
    }

    @Test
    void isNotReadyWhenHolesInTheStoreBreakTheReading() {
        assertThatThrownBy(() -> shard.read(stores -> {
                    moved = true;
                    throw new NullPointerException();
                }))
                .isInstanceOf(NotReadyException.class);
    }

    @Test
    void leavesABugABug() {
        assertThatThrownBy(() -> shard.read(stores -> {
                    throw new IllegalArgumentException("a bug");
                }))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
