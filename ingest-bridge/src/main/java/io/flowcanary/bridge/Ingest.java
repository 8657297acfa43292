package io.flowcanary.bridge;

import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.EnvelopeParser;
import io.flowcanary.bridge.envelope.Parsed;
import io.flowcanary.bridge.envelope.Redaction;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.DeadLetter;
import io.flowcanary.record.UnusableRecordException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/**
 * The one way from any source to Kafka. Every envelope taken ends in a {@link Receipt}, which is the source's leave to forget
 * it, or exceptionally, when Kafka did not acknowledge: then the source still has it.
 */
final class Ingest {
    private final String source;
    private final EnvelopeParser parser;
    private final Redaction redaction;
    private final EventWriter writer;
    private final Ledger ledger;
    private final Clock clock;

    /** @param source the source's name in dead letters */
    Ingest(String source, AttributeNames names, EventWriter writer, Ledger ledger, Clock clock) {
        this.source = source;
        this.parser = new EnvelopeParser(names);
        this.redaction = new Redaction(names);
        this.writer = writer;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Takes an envelope that has just come in.
     *
     * @param origin where it can be found again
     */
    CompletableFuture<Receipt> take(String origin, byte[] envelope) {
        ledger.received();
        return settle(origin, parser.parse(envelope, clock.instant()));
    }

    /** As {@link #take(String, byte[])}, of an element of an array. */
    CompletableFuture<Receipt> take(String origin, JsonNode envelope) {
        ledger.received();
        return settle(origin, parser.parse(envelope, clock.instant()));
    }

    /** Takes an envelope that was recorded and counts as received when it was recorded. */
    CompletableFuture<Receipt> takeRecorded(String origin, byte[] envelope) {
        ledger.received();
        return settle(origin, parser.parseRecorded(envelope));
    }

    /** Takes what a source found to be no envelope, and keeps what redaction leaves of it. */
    CompletableFuture<Receipt> takeUnusable(String origin, UnusableRecordException why, byte[] payload) {
        return takeUnusable(origin, why.reason(), why.getMessage(), redaction.redact(payload));
    }

    /** As above, of a payload that is redacted already. */
    CompletableFuture<Receipt> takeUnusable(String origin, String reason, String detail, String redacted) {
        ledger.received();
        return bury(origin, new Parsed.Unusable(reason, detail, redacted));
    }

    /** Takes what a source found to be nothing, such as a blank line. */
    void skip(String reason) {
        ledger.received();
        ledger.skipped(reason);
    }

    private CompletableFuture<Receipt> settle(String origin, Parsed parsed) {
        return parsed.map(event -> write(event.event()), this::skip, unusable -> bury(origin, unusable));
    }

    private CompletableFuture<Receipt> write(ConversationEvent event) {
        return settled(writer.write(event), Receipt.written(event.eventTime()), () -> ledger.written(event.kind()));
    }

    private CompletableFuture<Receipt> skip(Parsed.Skipped skipped) {
        ledger.skipped(skipped.reason());
        return CompletableFuture.completedFuture(Receipt.SKIPPED);
    }

    private CompletableFuture<Receipt> bury(String origin, Parsed.Unusable unusable) {
        DeadLetter letter = new DeadLetter(
                unusable.reason(), unusable.detail(), source, origin, clock.instant(), unusable.redactedPayload());
        return settled(writer.write(letter), Receipt.DEAD_LETTERED, () -> ledger.deadLettered(unusable.reason()));
    }

    private CompletableFuture<Receipt> settled(CompletableFuture<Void> write, Receipt receipt, Runnable count) {
        return write.whenComplete((written, error) -> {
                    if (error == null) {
                        count.run();
                    } else {
                        ledger.returned();
                    }
                })
                .thenApply(written -> receipt);
    }
}
