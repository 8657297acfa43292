package io.flowcanary.bridge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps messages hidden while Kafka is slow, so that no other receiver gets them meanwhile. */
final class SqsLeases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqsLeases.class);

    private final SqsQueue queue;
    private final SqsSettings settings;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Threads.named("sqs-leases"));
    private Set<String> heldBefore = Set.of();

    SqsLeases(SqsQueue queue, SqsSettings settings) {
        this.queue = queue;
        this.settings = settings;
    }

    void start() {
        long third = settings.visibility().toMillis() / 3;
        timer.scheduleWithFixedDelay(this::extendSafely, third, third, TimeUnit.MILLISECONDS);
    }

    void hold(String handle) {
        held.add(handle);
    }

    void release(String handle) {
        held.remove(handle);
    }

    List<String> held() {
        return List.copyOf(held);
    }

    /** Extends what was held the last time as well: called three times in a visibility timeout, that is in time. */
    void extend() {
        List<String> old = new ArrayList<>(held);
        old.retainAll(heldBefore);
        heldBefore = new HashSet<>(held);
        for (int i = 0; i < old.size(); i += SqsQueue.BATCH) {
            queue.hide(old.subList(i, Math.min(old.size(), i + SqsQueue.BATCH)), settings.visibility());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void extendSafely() {
        try {
            extend();
        } catch (RuntimeException e) {
            LOG.warn("cannot extend the visibility of messages, which may come twice: {}", SqsTrouble.of(e));
        }
    }
}
