package io.flowcanary.topology;

import io.flowcanary.assemble.AssembleSettings;
import java.time.Duration;

/**
 * @param assemble how conversations are assembled
 * @param sourcePartitions partitions of {@code genesys.conversation-events}: the watermark waits for all of them
 * @param flushInterval how often a task hands on its sums
 * @param staleAfter how long, by the given clock, the watermark may stand still before an alert
 * @param tallyRetention how long tallies are kept, by event time
 */
public record TopologySettings(
        AssembleSettings assemble,
        int sourcePartitions,
        Duration flushInterval,
        Duration staleAfter,
        Duration tallyRetention) {}
