package io.flowcanary.web;

import io.flowcanary.plan.Plan;
import io.flowcanary.plan.Planner;
import io.flowcanary.query.CanaryTallies;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Plans that were asked for. They take seconds of a processor, so one thread makes them, one at a time; who asks the same again gets
 * the same plan, for some minutes.
 */
final class Rehearsals implements AutoCloseable {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final int MOST_KEPT = 16;

    private final ForkJoinPool pool = new ForkJoinPool(1);
    private final Map<Object, Asked> asked = new LinkedHashMap<>();
    private final LongSupplier ticks;

    /** @param ticks monotonic nanoseconds */
    Rehearsals(LongSupplier ticks) {
        this.ticks = ticks;
    }

    /** One plan that is being made, or was. */
    static final class Asked {
        private final Planner planner;
        private final CanaryTallies tallies;
        private final CompletableFuture<Plan> plan = new CompletableFuture<>();
        private final long begun;
        private volatile double done;

        private Asked(Planner planner, CanaryTallies tallies, long begun) {
            this.planner = planner;
            this.tallies = tallies;
            this.begun = begun;
        }

        /** How much is done, 0 to 1. */
        double done() {
            return done;
        }

        /** The calls that it goes by. */
        CanaryTallies tallies() {
            return tallies;
        }

        /** The plan, once it is made. */
        CompletableFuture<Plan> plan() {
            return plan.copy();
        }
    }

    /**
     * The plan that answers a question; empty while another one is being made.
     *
     * @param question what makes two plans the same
     * @param tallies the calls that it would go by
     * @param planner makes it, when nobody has asked yet
     */
    synchronized Optional<Asked> ask(Object question, CanaryTallies tallies, Supplier<Planner> planner) {
        forgetOld();
        Asked known = asked.get(question);
        if (known != null) {
            return Optional.of(known);
        }
        if (asked.values().stream().anyMatch(one -> !one.plan.isDone())) {
            return Optional.empty();
        }
        Asked next = new Asked(planner.get(), tallies, ticks.getAsLong());
        asked.put(question, next);
        pool.execute(() -> make(next));
        return Optional.of(next);
    }

    private static void make(Asked next) {
        try {
            next.plan.complete(next.planner.plan(done -> next.done = Math.max(next.done, done)));
        } catch (RuntimeException e) {
            next.plan.completeExceptionally(e);
        }
    }

    private void forgetOld() {
        Iterator<Asked> oldest = asked.values().iterator();
        while (oldest.hasNext()) {
            Asked one = oldest.next();
            boolean old = ticks.getAsLong() - one.begun > FRESH.toNanos();
            if (one.plan.isCompletedExceptionally() || (one.plan.isDone() && (old || asked.size() >= MOST_KEPT))) {
                oldest.remove();
            }
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        try {
            pool.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
