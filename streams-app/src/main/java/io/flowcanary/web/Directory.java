package io.flowcanary.web;

import io.flowcanary.query.CanaryList;
import io.flowcanary.query.CanaryView;
import io.flowcanary.query.NotReadyException;
import io.flowcanary.query.Shards;
import io.flowcanary.topics.Topic;
import io.flowcanary.topology.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.HostInfo;

/** Every canary on all instances. */
final class Directory {
    static final String PATH = "/api/v1/canaries";

    private final Shards shards;
    private final Neighbours neighbours;
    private final Clock clock;

    Directory(Shards shards, Neighbours neighbours, Clock clock) {
        this.shards = shards;
        this.neighbours = neighbours;
        this.clock = clock;
    }

    /** What can be had; asked by another instance, this one's only. */
    CanaryList list(Ask ask) {
        SortedSet<Integer> partitions = new TreeSet<>();
        Map<String, CanaryView> found = new TreeMap<>();
        add(own(), partitions, found);
        if (!ask.forwarded()) {
            for (HostInfo other : others()) {
                add(asked(other, ask), partitions, found);
            }
        }
        SortedSet<Integer> missing =
                IntStream.range(0, Topic.COMMANDS.partitions()).boxed().collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(partitions);
        return new CanaryList(List.copyOf(found.values()), partitions, missing);
    }

    private static void add(CanaryList list, Set<Integer> partitions, Map<String, CanaryView> found) {
        partitions.addAll(list.partitions());
        list.canaries().forEach(view -> found.put(view.canary(), view));
    }

    private CanaryList own() {
        List<CanaryView> canaries = new ArrayList<>();
        SortedSet<Integer> partitions = new TreeSet<>();
        for (int partition : judged()) {
            try {
                canaries.addAll(shards.owned(partition).read(shard -> CanaryView.readAll(shard, clock.instant())));
                partitions.add(partition);
            } catch (NotReadyException moving) {
                // It stays missing.
            }
        }
        return new CanaryList(canaries, partitions, new TreeSet<>());
    }

    private SortedSet<Integer> judged() {
        try {
            return shards.judged();
        } catch (NotReadyException none) {
            return new TreeSet<>();
        }
    }

    private Set<HostInfo> others() {
        Set<HostInfo> others = new HashSet<>();
        for (int partition = 0; partition < Topic.COMMANDS.partitions(); partition++) {
            try {
                others.add(shards.place(Store.CANARIES, partition).owner());
            } catch (NotReadyException nobody) {
                // It stays missing.
            }
        }
        others.remove(shards.self());
        return others;
    }

    private CanaryList asked(HostInfo other, Ask ask) {
        try {
            Reply reply = neighbours.get(other, ask.about(PATH));
            if (reply.status() == 200) {
                return Json.as(reply.body(), CanaryList.class);
            }
        } catch (NotReadyException away) {
            // Its partitions stay missing.
        }
        return new CanaryList(List.of(), new TreeSet<>(), new TreeSet<>());
    }
}
