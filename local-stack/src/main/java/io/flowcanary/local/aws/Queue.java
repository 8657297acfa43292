package io.flowcanary.local.aws;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
    /** Signalled when messages become visible, or when a waiting poll must begin to look at the clock. */
    private final Condition changed = lock.newCondition();

    private final Messages messages;
    private long purgedAt = Long.MIN_VALUE / 2;
    private boolean closed;
    private volatile QueueSettings settings;
    /** Read once for each change: it is asked for every event that a rule sends. */
    private volatile QueuePolicy policy;

    private volatile long changedAt;

    Queue(String name, String arn, QueueSettings settings, Clock clock, BiConsumer<String, Message> deadLetters) {
        this.name = name;
        this.arn = arn;
        this.settings = settings;
        this.policy = QueuePolicy.of(settings, arn);
        this.clock = clock;
        this.deadLetters = deadLetters;
        this.messages = new Messages(clock);
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

    QueuePolicy policy() {
        return policy;
    }

    void settings(QueueSettings other) {
        settings = other;
        policy = QueuePolicy.of(other, arn);
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
            messages.surface();
            return new Counts(messages.visible(), messages.inFlight(), messages.delayed());
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
            messages.add(message, delaySeconds);
            changed.signalAll();
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
                messages.surface();
                take(most, visibilitySeconds, taken, dead);
                long left = until - System.nanoTime();
                if (taken.isEmpty() && dead.isEmpty() && !closed && left > 0) {
                    boolean deadlines = messages.inFlight() + messages.delayed() > 0;
                    changed.awaitNanos(deadlines ? Math.min(left, LOOK_NANOS) : left);
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
        QueueSettings current = settings;
        int receives =
                current.redrive().map(QueueSettings.Redrive::maxReceiveCount).orElse(Integer.MAX_VALUE);
        Message message = messages.next();
        while (message != null && taken.size() < most) {
            if (message.sentAt + current.retentionMillis() <= now) {
                messages.remove(message);
            } else if (message.receives >= receives) {
                messages.remove(message);
                dead.add(message);
            } else if (messages.inFlight() >= MOST_IN_FLIGHT) {
                if (taken.isEmpty() && dead.isEmpty()) {
                    throw SqsError.overLimit();
                }
                return;
            } else {
                message.receives++;
                message.firstReceivedAt = message.receives == 1 ? now : message.firstReceivedAt;
                message.handle = ReceiptHandle.next(message.id, message.receives);
                messages.takeNext(visibilitySeconds);
                taken.add(Received.of(message));
            }
            message = messages.next();
        }
        if (!taken.isEmpty()) {
            // Other polls may be asleep to their end; now there are deadlines to look for.
            changed.signalAll();
        }
    }

    /** A message that is already deleted, or was received again since, is left alone without complaint. */
    void delete(String handle) {
        String id = ReceiptHandle.messageId(handle);
        lock.lock();
        try {
            messages.find(id).filter(m -> handle.equals(m.handle)).ifPresent(messages::remove);
        } finally {
            lock.unlock();
        }
    }

    void changeVisibility(String handle, int seconds) {
        String id = ReceiptHandle.messageId(handle);
        lock.lock();
        try {
            messages.surface();
            Message message = messages.find(id).orElseThrow(() -> SqsError.gone(handle));
            if (message.place != Message.Place.IN_FLIGHT || !handle.equals(message.handle)) {
                throw SqsError.notInFlight();
            }
            messages.extend(message, seconds);
            messages.surface();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void purge() {
        lock.lock();
        try {
            long now = clock.millis();
            if (now - purgedAt < PURGE_PAUSE_MILLIS) {
                throw SqsError.purging(name);
            }
            purgedAt = now;
            messages.clear();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
