package io.flowcanary.bridge;

import java.time.Instant;

/**
 * A source's word that no event up to an instant waits in it.
 *
 * @param upTo the instant, in event time
 * @param weak true when it rests on silence only
 */
record Drained(Instant upTo, boolean weak) {}
