package io.flowcanary.bridge;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An end, by the machine's own clock, of several waits. */
final class Deadline {
    private final long end;

    Deadline(Duration from) {
        this.end = System.nanoTime() + from.toNanos();
    }

    /** @throws TimeoutException when the time is up */
    void check() throws TimeoutException {
        if (left() <= 0) {
            throw new TimeoutException("the time is up");
        }
    }

    <T> T await(Future<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(Math.max(0, left()), TimeUnit.NANOSECONDS);
    }

    /** Nanoseconds, negative when the time is up. */
    long left() {
        return end - System.nanoTime();
    }
}
