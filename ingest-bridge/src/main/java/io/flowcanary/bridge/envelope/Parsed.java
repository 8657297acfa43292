package io.flowcanary.bridge.envelope;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.EventKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What became of one envelope. */
public sealed interface Parsed {
    /** Calls the function of the case at hand. */
    <T> T map(
            Function<? super Event, ? extends T> event,
            Function<? super Skipped, ? extends T> skipped,
            Function<? super Unusable, ? extends T> unusable);

    /**
     * A conversation event that some metric reads.
     *
     * @param timed whether its time of receipt is known, and not only taken to be that of the event
     */
    record Event(ConversationEvent event, boolean timed) implements Parsed {
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
     * @param reason one of {@link #REASONS}
     */
    record Skipped(String reason) implements Parsed {
        /** Every reason there is. */
        public static final List<String> REASONS = Stream.concat(
                        Stream.of("foreign-topic", "unknown-conversation-topic", "no-gate-attribute"),
                        Arrays.stream(EventKind.values())
                                .filter(kind -> !kind.needed())
                                .map(kind -> "not-needed-" + kind.suffix()))
                .toList();

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
     * @param reason one of {@link #REASONS}
     * @param detail where, and what was expected; holds no value of the envelope
     * @param redactedPayload what {@link Redaction} leaves of it
     * @param shape its keys and the kinds of their values, without any value
     */
    record Unusable(String reason, String detail, String redactedPayload, String shape) implements Parsed {
        /** Every reason there is. */
        public static final List<String> REASONS = List.of(
                "malformed-json",
                "too-long",
                "cannot-unpack",
                "missing-field",
                "wrong-type",
                "id-mismatch",
                "event-time-out-of-range",
                "ahead-of-neighbours",
                "attribute-too-long",
                "sns-confirmation",
                "s3-notification",
                "event-body-alone",
                "http-request");

        /** The same, inside something; null for nothing. */
        Unusable in(String wrapping) {
            return wrapping == null
                    ? this
                    : new Unusable(reason, "in " + wrapping + ": " + detail, redactedPayload, shape);
        }

        @Override
        public <T> T map(
                Function<? super Event, ? extends T> event,
                Function<? super Skipped, ? extends T> skipped,
                Function<? super Unusable, ? extends T> unusable) {
            return unusable.apply(this);
        }
    }
}
