package io.flowcanary.bridge.envelope;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Whether an event's time is plausible among the events recorded around it, where no time of receipt tells. One far ahead of all
 * others would make everything after it late. Recordings are not in order: what counts as far follows from how far the neighbours
 * lie apart, of which a few may be absurd themselves. Other events of the same conversation are no witnesses, unless there are no
 * others.
 */
final class Neighbours {
    private static final int BEFORE = 128;

    /** How many events after one are waited for before it is judged. */
    static final int AFTER = 256;

    /** As far ahead as an event may lie of its reception. */
    private static final long ALWAYS = Duration.ofMinutes(5).toMillis();

    /** A few neighbours tell little of the order: as long as a long call. */
    private static final long AMONG_FEW = Duration.ofHours(1).toMillis();

    private static final int FEW = 32;

    /** After the last event before a pause there is nothing that it could make late; Genesys itself retries for so long. */
    private static final long LONGEST_PAUSE = Duration.ofDays(4).toMillis();

    private final Deque<Event> before = new ArrayDeque<>();
    private long latest = Long.MIN_VALUE;

    /** When an event happened, epoch milliseconds, and in which conversation. */
    record Event(String conversation, long at) {}

    /** Whether it needs no judgement: it is hardly ahead of what was accepted. */
    boolean accepts(Event event) {
        return latest != Long.MIN_VALUE && event.at() - latest <= ALWAYS;
    }

    /** Remembers an event that is plausible. */
    void accept(Event event) {
        latest = Math.max(latest, event.at());
        before.add(event);
        if (before.size() > BEFORE) {
            before.remove();
        }
    }

    /**
     * Judges an event.
     *
     * @param after what follows it, at most {@link #AFTER} of them; fewer only at the end of the recording
     */
    boolean plausible(Event event, List<Event> after) {
        boolean nothingEarlierFollows = after.stream().noneMatch(follower -> follower.at() < event.at() - ALWAYS);
        if (nothingEarlierFollows && (latest == Long.MIN_VALUE || event.at() - latest <= LONGEST_PAUSE)) {
            return true;
        }
        List<Event> around = new ArrayList<>(before);
        around.addAll(after);
        long[] times = times(around, event);
        int few = Math.min(3, times.length / 4);
        long lowest = times[few];
        long highest = times[times.length - 1 - few];
        long far = Math.max(times.length < FEW ? AMONG_FEW : ALWAYS, highest - lowest);
        return event.at() - highest <= far;
    }

    private static long[] times(List<Event> around, Event event) {
        long[] others = around.stream()
                .filter(other -> !other.conversation().equals(event.conversation()))
                .mapToLong(Event::at)
                .sorted()
                .toArray();
        return others.length > 0
                ? others
                : around.stream().mapToLong(Event::at).sorted().toArray();
    }
}
