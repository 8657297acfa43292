package io.flowcanary.act;

import io.flowcanary.record.Rollout;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps each parameter equal to its rollout's share: by level, not by edge, so an outage delays and never loses. One parameter at
 * a time, with a poll before each, so that a slow store costs neither the group membership nor another instance's claim.
 */
final class ShareKeeper implements Loop.Turn {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
    /** An asserted end needs no haste; a put that was stalled when it ended can still land. */
    private static final Duration WATCHED_CLOSELY = Duration.ofMinutes(10);

    private static final int SELDOM = 12;
    /** As long as intents are kept: later nobody could tell our writes from a stranger's. */
    private static final Duration WATCHED = Duration.ofDays(6);

    private final Shares shares;
    private final ParameterHand hand;
    private final Report report;
    private final HealthBoard board;
    private final ShareMeters meters;
    private final Backoff backoff;
    private final Clock clock;
    private final LongSupplier ticks;
    private final Duration readInterval;
    private final Duration claim;
    private long polledAt;

    /**
     * @param ticks monotonic nanoseconds
     * @param claim how long after a poll the partitions are surely still ours, less one call to the store
     */
    ShareKeeper(
            Shares shares,
            ParameterHand hand,
            Report report,
            HealthBoard board,
            ShareMeters meters,
            Backoff backoff,
            Clock clock,
            LongSupplier ticks,
            Duration readInterval,
            Duration claim) {
        this.shares = shares;
        this.hand = hand;
        this.report = report;
        this.board = board;
        this.meters = meters;
        this.backoff = backoff;
        this.clock = clock;
        this.ticks = ticks;
        this.readInterval = readInterval;
        this.claim = claim;
    }

    @Override
    public void turn() {
        polledAt = ticks.getAsLong();
        shares.read(untilDue());
        Optional<Share> next = shares.next();
        if (next.isPresent() && next.get().due(ticks.getAsLong())) {
            attend(next.get());
        }
    }

    private Duration untilDue() {
        long nanos = shares.next().map(share -> share.due() - ticks.getAsLong()).orElse(LONGEST_WAIT.toNanos());
        return Duration.ofNanos(Math.max(0, Math.min(LONGEST_WAIT.toNanos(), nanos)));
    }

    private void attend(Share share) {
        Rollout wanted = share.wanted();
        Duration sinceChange = Duration.between(wanted.changedAt(), clock.instant());
        boolean settled = !wanted.state().active() && share.asserted() && wanted.notInForce() == null;
        if (!ShareRule.watches(wanted) || (settled && sinceChange.compareTo(WATCHED) > 0)) {
            if (share.rest()) {
                board.forget(share.target());
                meters.forget(wanted.canary());
            }
            later(share, readInterval.multipliedBy(SELDOM));
            return;
        }
        // Before the work: what Kafka throws must not make it due again at once.
        later(share, readInterval);
        Problem problem = hand.attend(share, () -> ticks.getAsLong() - polledAt < claim.toNanos());
        if (problem == null) {
            share.worked();
            board.works(share.target());
            boolean seldom = settled && sinceChange.compareTo(WATCHED_CLOSELY) > 0;
            later(share, seldom ? readInterval.multipliedBy(SELDOM) : readInterval);
        } else {
            board.fails(share.target(), problem);
            share.trouble(problem, clock.instant(), ticks.getAsLong())
                    .ifPresent(trouble -> report.notInForce(wanted, trouble));
            share.lookAgainAt(ticks.getAsLong() + backoff.nanos(share.failed()));
        }
        meters.read(wanted.canary(), wanted.share(), share.value(), share.lackingTooLong(ticks.getAsLong()));
    }

    private void later(Share share, Duration after) {
        share.lookAgainAt(ticks.getAsLong() + after.toNanos());
    }
}
