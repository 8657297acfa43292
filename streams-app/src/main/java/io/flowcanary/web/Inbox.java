package io.flowcanary.web;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Events that wait for one client. Who reads too slowly is cut off, and comes back for what it missed. */
final class Inbox {
    private static final int MOST = 1_000;
    private static final Event END = new Event("end", null, null);

    private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>(MOST);
    private volatile boolean serving = true;

    /** Takes in an event; null is none. */
    void put(Event event) {
        if (event != null && !waiting.offer(event)) {
            end();
        }
    }

    /** The next event; null when there is none for this long. */
    Event next(Duration patience) {
        try {
            Event next = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return next == END ? null : next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
            return null;
        }
    }

    boolean serving() {
        return serving;
    }

    void end() {
        serving = false;
        waiting.clear();
        waiting.offer(END);
    }
}
