package io.flowcanary.local.aws;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * One standard queue. Deadlines run on the clock; only a long poll waits in real time, so that a clock
 * that stands still or leaps cannot hang a receiver.
 */
final class Queue {
    private static final int MOST_IN_FLIGHT = 120_000;
    private static final long PURGE_PAUSE_MILLIS = 60_000;
    /** How often a long poll looks at the clock, which cannot tell it that a deadline has passed. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String name;
    private final String arn;
    private final Clock clock;
    private final long createdAt;
    private final BiConsumer<String, Message> deadLetters;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Map<String, Message> all = new HashMap<>();
    /** May hold messages that were deleted meanwhile: taking one out of the middle would be a scan. */
    private final ArrayDeque<Message> visible = new ArrayDeque<>();

    private final TreeSet<Message> hidden =
            new TreeSet<>(Comparator.<Message>comparingLong(m -> m.deadline).thenComparingLong(m -> m.sequence));
    private int visibleCount;
    private int inFlightCount;
    private long sequence;
    private long purgedAt = Long.MIN_VALUE / 2;
    private boolean closed;
    private volatile QueueSettings settings;
    private volatile long changedAt;

    Queue(String name, String arn, QueueSettings settings, Clock clock, BiConsumer<String, Message> deadLetters) {
        this.name = name;
        this.arn = arn;
        this.settings = settings;
        this.clock = clock;
        this.deadLetters = deadLetters;
        this.createdAt = clock.millis();
        this.changedAt = createdAt;
    }

    record Counts(int visible, int inFlight, int delayed) {}

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    QueueSettings settings() {
        return settings;
    }

    void settings(QueueSettings changed) {
        settings = changed;
        changedAt = clock.millis();
    }

    long createdAt() {
        return createdAt;
    }

    long changedAt() {
        return changedAt;
    }

    Counts counts() {
        lock.lock();
        try {
            surface();
            return new Counts(visibleCount, inFlightCount, hidden.size() - inFlightCount);
        } finally {
            lock.unlock();
        }
    }

    String send(String body, int delaySeconds) {
        Message message = new Message(UUID.randomUUID().toString(), body, clock.millis(), null);
        put(message, delaySeconds);
        return message.id;
    }

    void put(Message message, int delaySeconds) {
        lock.lock();
        try {
            message.sequence = sequence++;
            all.put(message.id, message);
            if (delaySeconds > 0) {
                hide(message, Message.Place.DELAYED, delaySeconds);
            } else {
                show(message);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes up to {@code most} messages; waits for the first one, not for more. */
    List<Received> receive(int most, int visibilitySeconds, int waitSeconds) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSeconds);
        while (true) {
            List<Received> taken = new ArrayList<>();
            List<Message> dead = new ArrayList<>();
            lock.lockInterruptibly();
            try {
                surface();
                take(most, visibilitySeconds, taken, dead);
                long left = until - System.nanoTime();
                if (taken.isEmpty() && dead.isEmpty() && !closed && left > 0) {
                    arrived.awaitNanos(hidden.isEmpty() ? left : Math.min(left, LOOK_NANOS));
                    continue;
                }
            } finally {
                lock.unlock();
            }
            // Outside the lock: two queues may be each other's dead-letter queue.
            settings.redrive()
                    .ifPresent(r -> dead.forEach(m -> deadLetters.accept(r.deadLetterArn(), m.deadLetterFrom(arn))));
            if (dead.isEmpty() || !taken.isEmpty()) {
                return taken;
            }
        }
    }

    private void take(int most, int visibilitySeconds, List<Received> taken, List<Message> dead) {
        long now = clock.millis();
        int receives =
                settings.redrive().map(QueueSettings.Redrive::maxReceiveCount).orElse(Integer.MAX_VALUE);
        while (taken.size() < most && visibleCount > 0) {
            if (inFlightCount >= MOST_IN_FLIGHT) {
                if (taken.isEmpty()) {
                    throw SqsError.overLimit();
                }
                return;
            }
            Message message = visible.pollFirst();
            if (message.place != Message.Place.VISIBLE) {
                continue;
            }
            if (message.sentAt + settings.retentionMillis() <= now) {
                forget(message);
            } else if (message.receives >= receives) {
                forget(message);
                dead.add(message);
            } else {
                visibleCount--;
                message.receives++;
                message.firstReceivedAt = message.receives == 1 ? now : message.firstReceivedAt;
                message.handle = ReceiptHandle.next(message.id, message.receives);
                hide(message, Message.Place.IN_FLIGHT, visibilitySeconds);
                taken.add(Received.of(message));
            }
        }
    }

    /** A message that is already deleted, or was received again since, is left alone without complaint. */
    void delete(String handle) {
        String id = ReceiptHandle.messageId(handle);
        lock.lock();
        try {
            Message message = all.get(id);
            if (message != null && handle.equals(message.handle)) {
                forget(message);
            }
        } finally {
            lock.unlock();
        }
    }

    void changeVisibility(String handle, int seconds) {
        String id = ReceiptHandle.messageId(handle);
        lock.lock();
        try {
            surface();
            Message message = all.get(id);
            if (message == null) {
                throw SqsError.gone(handle);
            }
            if (message.place != Message.Place.IN_FLIGHT || !handle.equals(message.handle)) {
                throw SqsError.notInFlight();
            }
            unhide(message);
            if (seconds == 0) {
                show(message);
            } else {
                hide(message, Message.Place.IN_FLIGHT, seconds);
            }
        } finally {
            lock.unlock();
        }
    }

    void purge() {
        lock.lock();
        try {
            if (clock.millis() - purgedAt < PURGE_PAUSE_MILLIS) {
                throw SqsError.purging(name);
            }
            purgedAt = clock.millis();
            all.values().forEach(m -> m.place = Message.Place.GONE);
            all.clear();
            visible.clear();
            hidden.clear();
            visibleCount = 0;
            inFlightCount = 0;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void surface() {
        long now = clock.millis();
        while (!hidden.isEmpty() && hidden.first().deadline <= now) {
            Message message = hidden.first();
            unhide(message);
            show(message);
        }
    }

    private void show(Message message) {
        message.place = Message.Place.VISIBLE;
        visible.addLast(message);
        visibleCount++;
        arrived.signal();
    }

    private void hide(Message message, Message.Place place, int seconds) {
        message.place = place;
        message.deadline = clock.millis() + seconds * 1_000L;
        hidden.add(message);
        if (hidden.size() == 1) {
            // Long polls that slept through to their end must look at the clock from now on.
            arrived.signalAll();
        }
        inFlightCount += place == Message.Place.IN_FLIGHT ? 1 : 0;
    }

    private void unhide(Message message) {
        hidden.remove(message);
        inFlightCount -= message.place == Message.Place.IN_FLIGHT ? 1 : 0;
    }

    private void forget(Message message) {
        if (message.place == Message.Place.VISIBLE) {
            visibleCount--;
        } else {
            unhide(message);
        }
        message.place = Message.Place.GONE;
        all.remove(message.id);
    }
}
