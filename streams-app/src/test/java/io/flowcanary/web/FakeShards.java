package io.flowcanary.web;

import io.flowcanary.query.NotReadyException;
import io.flowcanary.query.Place;
import io.flowcanary.query.Shard;
import io.flowcanary.query.Shards;
import io.flowcanary.topology.Store;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.streams.state.HostInfo;

/** Says that one instance owns everything, and another holds copies; one partition stands for all. */
final class FakeShards implements Shards {
    private final HostInfo self;
    private final Shard stores;
    HostInfo owner;
    HostInfo standby;
    /** Partitions that another instance judges, which is away. */
    final Set<Integer> lost = new TreeSet<>();

    boolean ready = true;
    boolean copyReady = true;

    FakeShards(HostInfo self, Shard stores) {
        this.self = self;
        this.stores = stores;
        owner = self;
    }

    @Override
    public HostInfo self() {
        return self;
    }

    @Override
    public Place place(Store<?, ?> store, String key) {
        return place(store, 0);
    }

    @Override
    public Place place(Store<?, ?> store, int partition) {
        if (lost.contains(partition)) {
            throw new NotReadyException("no instance owns it at the moment: a rebalance is under way");
        }
        return new Place(partition, owner, standby == null ? Set.of() : Set.of(standby));
    }

    @Override
    public SortedSet<Integer> judged() {
        TreeSet<Integer> judged = new TreeSet<>();
        if (self.equals(owner) && ready) {
            judged.addAll(Set.of(0, 1, 2, 3, 4, 5));
            judged.removeAll(lost);
        }
        return judged;
    }

    @Override
    public Shard owned(int partition) {
        if (!ready) {
            throw new NotReadyException("the stream is REBALANCING, not RUNNING");
        }
        return partition == 0 || partition > 5 ? stores : new EmptyShard();
    }

    @Override
    public Shard copy(int partition) {
        if (!copyReady) {
            throw new NotReadyException("the copy here is not up to date");
        }
        return stores;
    }
}
