package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.Changes;
import io.flowcanary.client.ServerException;
import io.flowcanary.record.Rollout;
import io.flowcanary.show.HistoryEntry;
import io.flowcanary.show.Paint;
import io.flowcanary.show.Status;
import io.flowcanary.show.StatusText;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits until one rollout has ended or is held, and tells what happens to it meanwhile. */
final class RolloutWait {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final CanaryClient client;
    private final String canary;
    private final WaitOptions options;
    private final PrintWriter out;
    private final Paint paint;
    private final Clock clock;
    private final Semaphore changed = new Semaphore(0);
    private Instant answered;
    private Instant told;
    private boolean lost;

    /** @param out where what happens is told, a line each */
    RolloutWait(CanaryClient client, String canary, WaitOptions options, PrintWriter out, Paint paint, Clock clock) {
        this.client = client;
        this.canary = canary;
        this.options = options;
        this.out = out;
        this.paint = paint;
        this.clock = clock;
        answered = clock.instant();
        told = answered;
    }

    /** How it ended, and how the canary stood then. */
    record Ended(Outcome outcome, Status status) {}

    /**
     * Waits.
     *
     * @param begun the rollout as it was when the wait began; another one in its place is an error
     */
    Ended until(Rollout begun) throws ServerException, InterruptedException {
        News news = new News(client, canary, begun.startedAt());
        Instant end = options.timeout == null ? Instant.MAX : clock.instant().plus(options.timeout);
        try (Changes changes = client.changes(canary, changed::release)) {
            Optional<Ended> ended = look(begun, news, end);
            while (ended.isEmpty()) {
                changed.tryAcquire(options.poll.toMillis(), TimeUnit.MILLISECONDS);
                changed.drainPermits();
                ended = look(begun, news, end);
            }
            return ended.get();
        }
    }

    private Optional<Ended> look(Rollout begun, News news, Instant end) throws ServerException {
        try {
            Status status = ask(begun);
            for (HistoryEntry entry : news.next()) {
                say(entry.line(paint));
            }
            answered = clock.instant();
            lost = false;
            Optional<Outcome> outcome = Outcome.of(status.rollout());
            if (outcome.isPresent() || !answered.isBefore(end)) {
                return Optional.of(new Ended(outcome.orElse(Outcome.UNDECIDED), status));
            }
            if (!answered.isBefore(told.plus(options.every))) {
                say(StatusText.line(status, paint));
            }
        } catch (ServerException e) {
            if (!e.passing() || clock.instant().isAfter(answered.plus(PATIENCE))) {
                throw e;
            }
            if (!lost) {
                say("not live: " + e.getMessage() + "; trying again until it is");
                lost = true;
            }
        }
        return Optional.empty();
    }

    private Status ask(Rollout begun) throws ServerException {
        Status status = CanaryStatus.ask(client, canary, clock).orElseThrow(() -> CanaryStatus.unknown(canary));
        if (status.rollout() == null || !status.rollout().startedAt().equals(begun.startedAt())) {
            throw new IllegalStateException("the rollout of " + canary + " that began at " + begun.startedAt()
                    + " has ended, and another one began: flow-canary history " + canary + " tells how");
        }
        return status;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
        told = clock.instant();
    }
}
