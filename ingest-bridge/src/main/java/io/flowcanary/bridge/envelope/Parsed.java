package io.flowcanary.bridge.envelope;

import io.flowcanary.record.ConversationEvent;
import java.util.function.Function;

/** What became of one envelope. */
public sealed interface Parsed {
    /** Calls the function of the case at hand. */
    <T> T map(
            Function<? super Event, ? extends T> event,
            Function<? super Skipped, ? extends T> skipped,
            Function<? super Unusable, ? extends T> unusable);

    /** A conversation event that some metric reads. */
    record Event(ConversationEvent event) implements Parsed {
        @Override
        public <T> T map(
                Function<? super Event, ? extends T> event,
                Function<? super Skipped, ? extends T> skipped,
                Function<? super Unusable, ? extends T> unusable) {
            return event.apply(this);
        }
    }

    /**
     * In order, but nothing that a metric reads.
     *
     * @param reason {@code not-needed-{topic}}, {@code foreign-topic}, {@code unknown-conversation-topic} or
     *     {@code no-gate-attribute}: one of few, fit for a counter's name
     */
    record Skipped(String reason) implements Parsed {
        @Override
        public <T> T map(
                Function<? super Event, ? extends T> event,
                Function<? super Skipped, ? extends T> skipped,
                Function<? super Unusable, ? extends T> unusable) {
            return skipped.apply(this);
        }
    }

    /**
     * Can never be used, however often it is tried.
     *
     * @param reason {@code malformed-json}, {@code missing-field}, {@code wrong-type}, {@code id-mismatch},
     *     {@code event-time-out-of-range} or {@code attribute-too-long}
     * @param detail where, and what was expected; holds no value of the envelope
     * @param redactedPayload what {@link Redaction} leaves of it
     */
    record Unusable(String reason, String detail, String redactedPayload) implements Parsed {
        @Override
        public <T> T map(
                Function<? super Event, ? extends T> event,
                Function<? super Skipped, ? extends T> skipped,
                Function<? super Unusable, ? extends T> unusable) {
            return unusable.apply(this);
        }
    }
}
