package io.flowcanary.record;

import java.time.Instant;
import java.util.Set;

/**
 * What became of one conversation, for audit and reports; rewritten when a later event changes it (after-call work).
 *
 * @param conversationId also the record's key
 * @param canary the canary it was counted for
 * @param version the version it was counted for
 * @param start when it started
 * @param end when the customer left
 * @param facts all that it was counted for
 * @param handleMs agents' handle time
 * @param talkMs agents' talk time
 */
public record Outcome(
        String conversationId,
        String canary,
        String version,
        Instant start,
        Instant end,
        Set<Fact> facts,
        long handleMs,
        long talkMs)
        implements Message {}
