package io.flowcanary.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * A process beside the test JVM that outlives it for a moment: when the JVM is gone, however it went, it kills the processes that it
 * was told of, and all that they started. A shutdown hook would not run when the JVM is killed or halts.
 */
final class Reaper {
    private static Process reaper;

    private Reaper() {}

    /** Kills this process, and all that it started, once this JVM is gone. */
    static synchronized void watch(ProcessHandle process) {
        try {
            if (reaper == null || !reaper.isAlive()) {
                reaper = start();
            }
            reaper.getOutputStream().write((process.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            reaper.getOutputStream().flush();
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException("nothing watches over process " + process.pid(), e);
        }
    }

    /** Its standard input is a pipe from this JVM, and ends with it. It needs no class but this one. */
    private static Process start() throws IOException {
        URI classes = URI.create(
                Reaper.class.getProtectionDomain().getCodeSource().getLocation().toString());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx16m",
                        "-cp",
                        Path.of(classes).toString(),
                        Reaper.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** One process id a line on standard input, whose end is the end of the test JVM. */
    public static void main(String... none) throws IOException {
        Queue<ProcessHandle> watched = new ConcurrentLinkedQueue<>();
        // Ctrl-C reaches the whole group of processes, and this one too.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> watched.forEach(Reaper::kill)));
        BufferedReader pids = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String pid = pids.readLine(); pid != null; pid = pids.readLine()) {
            // A handle knows when its process began: it is never mistaken for a later one of the same number.
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
            watched.removeIf(one -> !one.isAlive());
            process.ifPresent(watched::add);
        }
    }

    /** Kills the process and all that it started. */
    static void kill(ProcessHandle process) {
        Stream.concat(process.descendants().toList().stream(), Stream.of(process))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
