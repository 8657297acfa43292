package io.flowcanary.bridge;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Knows since when a queue is empty. One empty poll proves little while another receiver holds a message: the queue counts
 * as drained up to the earliest begin of every receiver's latest poll, if all of these came back empty, and began when every
 * message received before had been acknowledged.
 */
final class DrainWatch {
    private final Instant[] began;
    private final boolean[] clean;
    private final Instant[] empty;
    private int outstanding;

    DrainWatch(int receivers) {
        this.began = new Instant[receivers];
        this.clean = new boolean[receivers];
        this.empty = new Instant[receivers];
    }

    synchronized void pollBegins(int receiver, Instant at) {
        began[receiver] = at;
        clean[receiver] = outstanding == 0;
    }

    /** Any message takes back what the empty polls before it and beside it had shown. */
    synchronized void pollEnds(int receiver, int messages) {
        if (messages > 0) {
            outstanding += messages;
            doubt();
        } else {
            empty[receiver] = clean[receiver] ? began[receiver] : null;
        }
    }

    synchronized void pollFails(int receiver) {
        clean[receiver] = false;
        empty[receiver] = null;
    }

    /** A message was acknowledged by Kafka. */
    synchronized void acknowledged() {
        outstanding--;
    }

    /** A message goes back to the queue. */
    synchronized void returned() {
        outstanding--;
        doubt();
    }

    /** The queue was seen to hold messages that polls do not see: no poll so far proves anything. */
    synchronized void doubt() {
        Arrays.fill(empty, null);
        Arrays.fill(clean, false);
    }

    synchronized boolean settled() {
        return outstanding == 0;
    }

    /** The instant up to which the queue is drained. */
    synchronized Optional<Instant> drainedUpTo() {
        if (outstanding > 0 || Arrays.asList(empty).contains(null)) {
            return Optional.empty();
        }
        return Arrays.stream(empty).min(Instant::compareTo);
    }
}
