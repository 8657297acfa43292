package io.flowcanary.local.artefact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service's own jar with its own {@code lib}, in a process of its own, with no variable but those given. Ends with its test. */
final class ShippedJar implements AutoCloseable {
    private final Process process;
    private final Path out;

    private ShippedJar(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /**
     * Starts it.
     *
     * @param module whose jar it is
     * @param directory for what it writes
     */
    static ShippedJar start(String module, Path directory, Map<String, String> variables, String... arguments) {
        Path jar = Path.of("..", module, "target", module + ".jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: package the module first");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It lives for seconds.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-jar",
                jar.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(directory, module, ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().clear();
            builder.environment().putAll(variables);
            return new ShippedJar(builder.start(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has said so far. */
    String said() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Its exit code. */
    int exit() throws InterruptedException {
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            throw new AssertionError("it does not end; it said: " + said());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
