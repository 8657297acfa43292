package io.flowcanary.local.centre;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The calls and their deliveries in the order of time. Holds only the calls under way, so it can go on for days. One
 * thread at a time.
 */
final class Playback {
    private final Arrivals arrivals;
    private final CallPlanner planner;
    private final CallEvents events;
    private final Gate gate;
    private final Tally tally;
    private final Instant closesAt;
    private final PriorityQueue<Due> underway =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
    private Instant nextArrival;
    private long calls;
    private long order;

    Playback(CentreSettings settings, Gate gate, Tally tally, Instant opensAt, Instant closesAt) {
        this.arrivals = new Arrivals(settings, opensAt);
        this.planner = new CallPlanner(settings);
        this.events = new CallEvents(settings);
        this.gate = gate;
        this.tally = tally;
        this.closesAt = closesAt;
        arrive();
    }

    /** When something happens next; {@link Instant#MAX} when nothing will. */
    Instant next() {
        Instant delivery = underway.isEmpty() ? Instant.MAX : underway.peek().at();
        return nextArrival.isAfter(delivery) ? delivery : nextArrival;
    }

    /** Lets happen what is next: a call begins, or a delivery is due. */
    Optional<Delivery> step() {
        if (underway.isEmpty() || !nextArrival.isAfter(underway.peek().at())) {
            place();
            return Optional.empty();
        }
        Due due = underway.remove();
        tally.delivered(due.delivery());
        if (due.last()) {
            tally.over(due.call());
        }
        return Optional.of(due.delivery());
    }

    void noMoreCalls() {
        nextArrival = Instant.MAX;
    }

    private void place() {
        Call call = planner.plan(calls, nextArrival, gate);
        calls++;
        tally.placed(call);
        List<Delivery> deliveries = events.of(call);
        for (int n = 0; n < deliveries.size(); n++) {
            underway.add(new Due(call, deliveries.get(n), order++, n == deliveries.size() - 1));
        }
        arrive();
    }

    private void arrive() {
        nextArrival = arrivals.next();
        if (!nextArrival.isBefore(closesAt)) {
            noMoreCalls();
        }
    }

    private record Due(Call call, Delivery delivery, long order, boolean last) {
        Instant at() {
            return delivery.deliverAt();
        }
    }
}
