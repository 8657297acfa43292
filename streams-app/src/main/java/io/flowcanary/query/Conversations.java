package io.flowcanary.query;

import io.flowcanary.assemble.ConversationPath;
import io.flowcanary.assemble.PartitionAssembler;
import io.flowcanary.topology.Store;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what is remembered of single conversations. */
public final class Conversations {
    private Conversations() {}

    /**
     * One conversation's path; empty when none of its events was read, or they were forgotten.
     *
     * @param lateness how long after its event time an event is still in time, milliseconds
     */
    public static Optional<ConversationPath> path(Shard shard, String id, long lateness) {
        return Optional.ofNullable(shard.store(Store.CONVERSATIONS).get(id))
                .map(call ->
                        ConversationPath.of(id, call, shard.store(Store.VERSIONS)::get, watermark(shard, lateness)));
    }

    private static OptionalLong watermark(Shard shard, long lateness) {
        Long latest = shard.store(Store.FIGURES).get(PartitionAssembler.MAX_EVENT_TIME);
        return latest == null ? OptionalLong.empty() : OptionalLong.of(latest - lateness);
    }
}
