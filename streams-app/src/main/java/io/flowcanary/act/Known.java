package io.flowcanary.act;

import io.flowcanary.record.Intent;
import java.time.Instant;
import java.util.Map;

/**
 * What we know of our own doing. All but the intents is this process's memory and empty after a restart.
 *
 * @param intents every write of the parameter that any instance of ours ever set out to make, by id
 * @param intentsSince intents from before this are forgotten by the topic's retention
 * @param lastVersion newest version that was judged; 0 when none was
 * @param puts versions that our own puts were answered with, by intent
 * @param confirmedEpoch epoch whose share we have confirmed; 0 when none
 * @param reported newest version reported as somebody else's in this epoch; 0 when none
 */
record Known(
        Map<String, Intent> intents,
        Instant intentsSince,
        long lastVersion,
        Map<String, Long> puts,
        long confirmedEpoch,
        long reported) {}
