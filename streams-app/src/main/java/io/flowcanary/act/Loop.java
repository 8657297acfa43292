package io.flowcanary.act;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that takes turns until it is closed, or until something happens that no further turn can repair. */
final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final long PAUSE_MS = 200;

    private final CountDownLatch closing = new CountDownLatch(1);
    private final String target;
    private final Thread thread;
    private final HealthBoard board;

    /** One short turn; long waits belong into a poll. */
    interface Turn {
        void turn();
    }

    /**
     * @param target under which Kafka's own problems are shown
     * @param turn made over and over by one thread
     * @param end runs on that thread at the end: closes what the turns used
     * @param onFatal is told what ended the thread, when nobody closed it
     */
    Loop(String name, String target, Turn turn, Runnable end, HealthBoard board, Consumer<Throwable> onFatal) {
        this.target = target;
        this.board = board;
        thread = new Thread(() -> run(turn, end, onFatal), name);
        thread.setDaemon(true);
    }

    Loop start() {
        thread.start();
        return this;
    }

    /** Asks it to end after its turn; {@link #await} waits for that. */
    @Override
    public void close() {
        closing.countDown();
    }

    /** Whether it ended in time. */
    boolean await(Duration within) {
        try {
            thread.join(Math.max(1, within.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    void interrupt() {
        thread.interrupt();
    }

    private void run(Turn turn, Runnable end, Consumer<Throwable> onFatal) {
        Throwable fatal = null;
        try {
            while (closing.getCount() > 0) {
                once(turn);
            }
        } catch (InterruptException | InterruptedException e) {
            fatal = closing.getCount() > 0 ? e : null;
        } catch (RuntimeException | Error e) {
            fatal = e;
        }
        try {
            end.run();
        } catch (RuntimeException e) {
            LOG.warn("{} did not end cleanly", thread.getName(), e);
        }
        if (fatal != null) {
            LOG.error("{} ended", thread.getName(), fatal);
            board.fails(target, Problem.rejected("ended by " + fatal));
            onFatal.accept(fatal);
        }
    }

    private void once(Turn turn) throws InterruptedException {
        try {
            turn.turn();
            board.works(target);
        } catch (RetriableException | RebalanceInProgressException e) {
            board.fails(target, Problem.retry(e.toString()));
            closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
        }
    }
}
