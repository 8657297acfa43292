package io.flowcanary.bridge;

import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.EnvelopeParser;
import io.flowcanary.bridge.envelope.EnvelopeReader;
import io.flowcanary.bridge.envelope.Found;
import io.flowcanary.bridge.envelope.Parsed;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.DeadLetter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The one way from any source to Kafka. Every envelope taken ends in a {@link Receipt}, which is the source's leave to forget
 * it, or exceptionally, when Kafka did not acknowledge: then the source still has it.
 */
final class Ingest {
    /** SQS takes no longer ones. */
    private static final int LONGEST_MESSAGE = 1 << 20;

    private final String source;
    private final EnvelopeParser parser;
    private final EventWriter writer;
    private final Ledger ledger;
    private final BurialWatch burials;
    private final Clock clock;

    /** @param source the source's name in dead letters */
    Ingest(String source, AttributeNames names, EventWriter writer, Ledger ledger, BurialWatch burials, Clock clock) {
        this.source = source;
        this.parser = new EnvelopeParser(names);
        this.writer = writer;
        this.ledger = ledger;
        this.burials = burials;
        this.clock = clock;
    }

    /**
     * Takes all that a message holds.
     *
     * @param origin where it can be found again
     * @return what became of it as a whole: written when something in it was
     */
    CompletableFuture<Receipt> take(String origin, byte[] message) {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        EnvelopeReader.forEach(message, LONGEST_MESSAGE, found -> {
            String at = receipts.isEmpty() ? origin : origin + "/" + receipts.size();
            receipts.add(take(at, found));
        });
        return receipts.stream()
                .reduce((all, next) -> all.thenCombine(next, Receipt::and))
                .orElse(CompletableFuture.completedFuture(Receipt.SKIPPED));
    }

    /** Takes something that was found in what has just come in. */
    CompletableFuture<Receipt> take(String origin, Found found) {
        return take(origin, parser.parse(found, clock.instant()));
    }

    /** Takes what was parsed already: from a recording, which says itself when it was received. */
    CompletableFuture<Receipt> take(String origin, Parsed parsed) {
        ledger.received();
        return settle(origin, parsed);
    }

    private CompletableFuture<Receipt> settle(String origin, Parsed parsed) {
        return parsed.map(
                event -> {
                    burials.readable();
                    return write(event.event());
                },
                skipped -> {
                    burials.readable();
                    return skip(skipped);
                },
                unusable -> {
                    burials.buried(unusable);
                    return bury(origin, unusable);
                });
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
