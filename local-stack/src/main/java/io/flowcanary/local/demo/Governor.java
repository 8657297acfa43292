package io.flowcanary.local.demo;

import io.flowcanary.local.clock.Pace;
import io.flowcanary.local.clock.Pace.Lag;
import io.flowcanary.local.clock.ScaledClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the clock run only as fast as the pipeline follows: it looks at the lag a few times a second, and each look lets the
 * clock run a little further. When the machine is held up, looks included, the clock stands; when the pipeline is, the
 * clock crawls, so that a standstill is still found out.
 */
final class Governor implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Several looks: one that takes long on a busy machine must not stop the clock. */
    private static final Duration LET_RUN = Duration.ofSeconds(2);

    private final ScaledClock clock;
    private final Pace pace;
    private final Lags lags;
    private final Thread thread = new Thread(this::govern, "governor");
    private volatile boolean stopping;

    /** Where the lag is read. */
    @FunctionalInterface
    interface Lags {
        /**
         * @param now what the clock shows
         */
        Lag read(Instant now);
    }

    /** @param clock that stands: it runs from {@link #start} on */
    Governor(ScaledClock clock, double asked, Lags lags) {
        this.clock = clock;
        this.pace = new Pace(asked);
        this.lags = lags;
        thread.setDaemon(true);
    }

    /** Lets the clock run. */
    void start() {
        clock.run(pace.first(), LET_RUN);
        thread.start();
    }

    private void govern() {
        long chosenAt = System.nanoTime();
        while (!stopping) {
            LockSupport.parkNanos(LOOK.toNanos());
            Lag lag = lags.read(clock.instant());
            long now = System.nanoTime();
            clock.run(pace.next(clock.speed(), lag, Duration.ofNanos(now - chosenAt)), LET_RUN);
            chosenAt = now;
        }
    }

    /** Waits for a look that is under way, but not for an answer that does not come. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(LET_RUN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
