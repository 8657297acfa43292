package io.flowcanary.record;

import java.time.Instant;

/**
 * A record that could not be used.
 *
 * @param reason kebab-case name, as counted
 * @param detail what is wrong, where, and what was expected
 * @param source who found it: {@code sqs}, {@code http}, {@code file}, {@code streams}
 * @param origin where it can be found again: a message id, a line number, or topic-partition@offset
 * @param at when it was found
 * @param payload the record with every value but technical ones removed, or its length and SHA-256 when it is no JSON
 */
public record DeadLetter(String reason, String detail, String source, String origin, Instant at, String payload)
        implements Message {}
