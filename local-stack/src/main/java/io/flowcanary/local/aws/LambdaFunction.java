package io.flowcanary.local.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** A function and its processes: warm ones are used again, dead ones replaced, more than its bound throttled. */
final class LambdaFunction implements AutoCloseable {
    private final LambdaSetup setup;
    private final Clock clock;
    private final Deque<LambdaProcess> idle = new ArrayDeque<>();
    private final Set<LambdaProcess> busy = new HashSet<>();
    private int started;
    private boolean closed;

    LambdaFunction(LambdaSetup setup, Clock clock) {
        this.setup = setup;
        this.clock = clock;
    }

    /** Runs the function once, in a process of its own for at most this long. */
    LambdaOutcome invoke(String id, byte[] payload, String arn) throws InterruptedException {
        LambdaProcess process = take(arn);
        try {
            return process.invoke(id, payload);
        } finally {
            giveBack(process);
        }
    }

    /** How many processes were started so far. */
    synchronized int started() {
        return started;
    }

    private synchronized LambdaProcess take(String arn) {
        LambdaProcess process = idle.pollFirst();
        while (process != null && !process.usable()) {
            process.close();
            process = idle.pollFirst();
        }
        if (process == null) {
            if (closed || busy.size() >= setup.processes()) {
                throw Service.LAMBDA.throttled();
            }
            process = start(arn);
        }
        busy.add(process);
        return process;
    }

    private LambdaProcess start(String arn) {
        try {
            started++;
            return new LambdaProcess(setup, arn, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + setup.command().get(0), e);
        }
    }

    private synchronized void giveBack(LambdaProcess process) {
        busy.remove(process);
        if (process.usable() && !closed) {
            idle.addFirst(process);
        } else {
            process.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(LambdaProcess::close);
        busy.forEach(LambdaProcess::close);
    }
}
