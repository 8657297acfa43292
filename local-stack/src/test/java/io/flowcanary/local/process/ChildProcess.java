package io.flowcanary.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that a test starts. It ends, with all that it started, when the test closes it and when the test JVM is gone: also when
 * that one is killed.
 *
 * @param process as the JDK knows it
 */
public record ChildProcess(Process process) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Starts the process; the caller closes it. */
    public static ChildProcess start(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            Reaper.watch(process.toHandle());
            return new ChildProcess(process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + builder.command().get(0), e);
        }
    }

    /** Lets a process that something else started end with the test JVM, with all that it started. */
    public static void watch(ProcessHandle process) {
        Reaper.watch(process);
    }

    /** The command that runs a class of the test's class path in a JVM of its own, made to start fast. */
    public static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Waits for its end.
     *
     * @return its exit code
     * @throws AssertionError when it goes on for longer than this; it is killed then
     */
    public int exitCode(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new AssertionError("no end after " + atMost + ": " + process.info());
        }
        return process.exitValue();
    }

    /** Kills the process and all that it started, without a warning, and waits until it is gone. */
    @Override
    public void close() {
        Reaper.kill(process.toHandle());
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
