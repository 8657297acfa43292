package io.flowcanary.bridge;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where envelopes come from. A source hands each to {@link Ingest} and lets go of it only with the receipt: what has none is
 * delivered again, by the queue, the poster, or whoever runs the file again.
 */
interface Source extends AutoCloseable {
    /** Its name in heartbeats and dead letters. */
    String name();

    /** Begins to take in envelopes, on threads of its own. */
    void start();

    /** How far it is known to hold nothing more; empty while it may. */
    Optional<Drained> drained();

    /** What keeps it from working; empty while it works. */
    Optional<String> trouble();

    /** Ends when nothing more will ever come, exceptionally when it cannot go on; never for live sources. */
    CompletableFuture<Void> ended();

    /** Takes in nothing more, and waits, but not for ever, for the receipts of what it took. */
    @Override
    void close();
}
