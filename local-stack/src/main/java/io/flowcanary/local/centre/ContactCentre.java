package io.flowcanary.local.centre;

import io.flowcanary.local.clock.ScaledClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A contact centre that is open now: calls come as the clock goes on, and their events are handed out when they are
 * due. When the machine cannot keep up, they are handed out late but all of them, in the right order.
 *
 * <p>Run it on a thread of its own, once. All other methods may be called from any thread.
 */
public final class ContactCentre implements Runnable, AutoCloseable {
    /** The clock may run faster than it did when the wait began. */
    private static final long LONGEST_NAP_NANOS = Duration.ofMillis(50).toNanos();

    private final ScaledClock clock;
    private final Consumer<String> sink;
    private final Tally tally;
    private final Playback playback;
    private final Instant opensAt;
    private volatile Thread runner;
    private volatile boolean answering = true;
    private volatile boolean delivering = true;

    /**
     * Opens the contact centre: calls come from what the clock shows now.
     *
     * @param settings of the contact centre
     * @param clock that its calls live by
     * @param share read at the start of each call, on the running thread
     * @param sink gets every envelope when it is due, on the running thread; what it throws ends the run
     */
    public ContactCentre(CentreSettings settings, ScaledClock clock, Share share, Consumer<String> sink) {
        this(settings, clock, new DrawnGate(settings, share), sink);
    }

    /**
     * Opens a contact centre whose flow has another gate than its scenario's.
     *
     * @param gate asked on the running thread
     */
    public ContactCentre(CentreSettings settings, ScaledClock clock, Gate gate, Consumer<String> sink) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.sink = Objects.requireNonNull(sink, "sink");
        this.tally = new Tally(settings);
        this.opensAt = clock.instant();
        this.playback = new Playback(settings, gate, tally, opensAt, Instant.MAX);
    }

    /** Places calls and delivers their events until stopped or interrupted. */
    @Override
    public void run() {
        runner = Thread.currentThread();
        while (delivering && !Thread.currentThread().isInterrupted()) {
            if (!answering) {
                playback.noMoreCalls();
            }
            Instant next = playback.next();
            if (next.equals(Instant.MAX)) {
                return;
            }
            Duration ahead = Duration.between(clock.instant(), next);
            if (ahead.isNegative() || ahead.isZero()) {
                playback.step().map(Delivery::envelope).ifPresent(sink);
            } else {
                LockSupport.parkNanos(
                        this, Math.min(LONGEST_NAP_NANOS, clock.toReal(ahead).toNanos()));
            }
        }
    }

    /**
     * Takes no new calls.
     *
     * @param drain whether the run goes on until the calls under way are over; else it ends at once
     */
    public void stop(boolean drain) {
        answering = false;
        if (!drain) {
            delivering = false;
        }
        LockSupport.unpark(runner);
    }

    /** Stops at once. Does not wait for the running thread. */
    @Override
    public void close() {
        stop(false);
    }

    /** When the first call could come, on the centre's clock. */
    public Instant opensAt() {
        return opensAt;
    }

    /** Calls begun so far, of any kind. */
    public long callsPlaced() {
        return tally.calls();
    }

    /** The truth so far: calls count as started when they begin, and with their outcome once their last event is out. */
    public Truth truth() {
        return tally.truth();
    }
}
