package io.flowcanary.query;

import io.flowcanary.topology.Store;
import java.util.SortedSet;
import org.apache.kafka.streams.state.HostInfo;

/** Where all state is, and this instance's part of it. Whatever cannot be known throws {@link NotReadyException}. */
public interface Shards {
    /** This instance, as the others reach it. */
    HostInfo self();

    /** Where a key of a store is, by what this instance knows of the others. */
    Place place(Store<?, ?> store, String key);

    /** Where a partition of a store is, by what this instance knows of the others. */
    Place place(Store<?, ?> store, int partition);

    /** The partitions of {@code canary.commands} that this instance judges. */
    SortedSet<Integer> judged();

    /** A partition that this instance owns. */
    Shard owned(int partition);

    /** The copy here of a partition that another instance owns: as new as its changelog, or not readable. */
    Shard copy(int partition);
}
