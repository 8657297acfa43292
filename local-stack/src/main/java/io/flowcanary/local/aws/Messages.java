package io.flowcanary.local.aws;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The messages of one queue: those to be had in order, and those hidden in order of their deadlines.
 * Nothing here is a scan. Not safe for use by several threads; the queue's lock sees to that.
 */
final class Messages {
    private final Clock clock;
    private final Map<String, Message> all = new HashMap<>();
    /** May hold messages that were deleted meanwhile: taking one out of the middle would be a scan. */
    private final ArrayDeque<Message> visible = new ArrayDeque<>();

    private final TreeSet<Message> hidden =
            new TreeSet<>(Comparator.<Message>comparingLong(m -> m.deadline).thenComparingLong(m -> m.sequence));
    private int visibleCount;
    private int inFlightCount;
    private long sequence;

    Messages(Clock clock) {
        this.clock = clock;
    }

    void add(Message message, int delaySeconds) {
        message.sequence = sequence++;
        all.put(message.id, message);
        if (delaySeconds > 0) {
            hide(message, Message.Place.DELAYED, delaySeconds);
        } else {
            show(message);
        }
    }

    Optional<Message> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    /** Makes visible what the clock says is due. */
    void surface() {
        long now = clock.millis();
        while (!hidden.isEmpty() && hidden.first().deadline <= now) {
            show(hidden.pollFirst());
        }
    }

    /** The message that is next, left where it is; null when none is visible. */
    Message next() {
        while (!visible.isEmpty() && visible.peekFirst().place != Message.Place.VISIBLE) {
            visible.removeFirst();
        }
        return visible.peekFirst();
    }

    /** Hides the message that is next from other receivers. */
    void takeNext(int seconds) {
        Message message = visible.removeFirst();
        visibleCount--;
        hide(message, Message.Place.IN_FLIGHT, seconds);
    }

    /** Moves the deadline of a message in flight. */
    void extend(Message message, int seconds) {
        hidden.remove(message);
        inFlightCount--;
        hide(message, Message.Place.IN_FLIGHT, seconds);
    }

    void remove(Message message) {
        if (message.place == Message.Place.VISIBLE) {
            visibleCount--;
        } else {
            hidden.remove(message);
            inFlightCount -= message.place == Message.Place.IN_FLIGHT ? 1 : 0;
        }
        message.place = Message.Place.GONE;
        all.remove(message.id);
    }

    void clear() {
        all.clear();
        visible.clear();
        hidden.clear();
        visibleCount = 0;
        inFlightCount = 0;
    }

    int visible() {
        return visibleCount;
    }

    int inFlight() {
        return inFlightCount;
    }

    int delayed() {
        return hidden.size() - inFlightCount;
    }

    private void show(Message message) {
        inFlightCount -= message.place == Message.Place.IN_FLIGHT ? 1 : 0;
        message.place = Message.Place.VISIBLE;
        visible.addLast(message);
        visibleCount++;
    }

    private void hide(Message message, Message.Place place, int seconds) {
        message.place = place;
        message.deadline = clock.millis() + seconds * 1_000L;
        hidden.add(message);
        inFlightCount += place == Message.Place.IN_FLIGHT ? 1 : 0;
    }
}
