package io.flowcanary.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Plays a test JVM that is killed in the middle of a test, and looks at what it leaves behind. */
public final class KilledJvm {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private KilledJvm() {}

    /**
     * Runs the class in a JVM of its own until it says {@link #ready}, kills that JVM, and waits until every process below it is gone
     * and every port is closed.
     *
     * @param test its main method gets the directory, starts what a test would start, and then says that it is ready
     * @param processes at least so many must have been there
     */
    public static void leavesNothing(Class<?> test, Path directory, int processes) throws IOException {
        Path said = directory.resolve("ports");
        Path log = directory.resolve("log");
        List<ProcessHandle> started;
        List<Integer> ports;
        try (ChildProcess jvm = ChildProcess.start(new ProcessBuilder(ChildProcess.java(test, directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()))) {
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(said) || !jvm.process().isAlive());
            assertThat(said).as(Files.readString(log)).exists();
            try (Stream<String> lines = Files.lines(said)) {
                ports = lines.map(Integer::valueOf).toList();
            }
            started = jvm.process().descendants().toList();
            assertThat(ports).allMatch(KilledJvm::open);
            assertThat(started).hasSizeGreaterThanOrEqualTo(processes);

            jvm.process().destroyForcibly();

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(started).noneMatch(ProcessHandle::isAlive));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(ports).noneMatch(KilledJvm::open));
        }
    }

    /** Says that everything has been started, and waits for the end. */
    public static void ready(String directory, int... ports) throws IOException, InterruptedException {
        Path whole = Path.of(directory, "ports");
        Path part = Path.of(directory, "ports-part");
        Files.write(part, IntStream.of(ports).mapToObj(Integer::toString).toList());
        Files.move(part, whole);
        new CountDownLatch(1).await();
    }

    private static boolean open(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
