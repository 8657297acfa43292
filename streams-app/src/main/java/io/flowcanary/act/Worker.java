package io.flowcanary.act;

import java.util.function.Consumer;

/** Runs a job round by round on a thread of its own until it is closed; a job that throws ends loudly. */
final class Worker implements AutoCloseable {
    private static final long PATIENCE_MS = 5_000;

    /** Work that is done in rounds; closed on the thread that did it. */
    interface Job {
        void round();

        void close();
    }

    private final Thread thread;
    private volatile boolean stopped;

    Worker(String name, Job job, Consumer<Throwable> onFatal) {
        thread = new Thread(() -> run(job, onFatal), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Job job, Consumer<Throwable> onFatal) {
        try {
            while (!stopped) {
                job.round();
            }
        } catch (RuntimeException e) {
            if (!stopped) {
                onFatal.accept(e);
            }
        } finally {
            job.close();
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
