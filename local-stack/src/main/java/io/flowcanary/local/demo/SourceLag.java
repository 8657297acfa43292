package io.flowcanary.local.demo;

import io.flowcanary.local.clock.Pace.Lag;
import io.flowcanary.query.SourceStatus;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far bridge and stream are behind: the watermark, and what waits in the queue and in Kafka. For one thread. */
final class SourceLag implements Governor.Lags {
    private final LocalStack stack;
    private final Api api = new Api();
    private Instant countedUpTo;
    private long unread;
    private boolean counting;

    /** @param opening when the first event could come: nothing is behind before */
    SourceLag(LocalStack stack, Instant opening) {
        this.stack = stack;
        this.countedUpTo = opening;
    }

    /** A service that does not answer, or is not there yet, has counted nothing more. */
    @Override
    public Lag read(Instant now) {
        ask().ifPresent(status -> {
            unread = status.lag() == null ? unread : status.lag();
            counting |= status.countedUpTo() != null;
            if (status.countedUpTo() != null && status.countedUpTo().isAfter(countedUpTo)) {
                countedUpTo = status.countedUpTo();
            }
        });
        return new Lag(Duration.between(countedUpTo, now), stack.waiting() + unread, counting);
    }

    private Optional<SourceStatus> ask() {
        if (!stack.serving()) {
            return Optional.empty();
        }
        try {
            return api.source(stack.port());
        } catch (UncheckedIOException unanswered) {
            return Optional.empty();
        }
    }
}
