package io.flowcanary.assemble;

import java.time.Duration;

/**
 * @param lateness how long after its event time an event is still in time: watermarks trail the latest event by it
 * @param ahead how far an event may lie ahead of the time it was received; further ahead it is refused, since it would make
 *     everything before it late
 * @param memory how long after its last event a conversation is remembered, by event time; older events are refused. Genesys
 *     retries for four days
 */
public record AssembleSettings(Duration lateness, Duration ahead, Duration memory) {
    /** One minute, five minutes, five days. */
    public static final AssembleSettings DEFAULTS =
            new AssembleSettings(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofDays(5));
}
