package io.flowcanary.local.artefact;

import io.flowcanary.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A module's own jar with its own {@code lib}, in a process of its own, with no variable but those given. Ends with its test. */
public final class ShippedJar implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ChildProcess process;
    private final Path out;
    private final Path err;

    private ShippedJar(ChildProcess process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** How it ended, and what it printed. */
    public record Ran(int exit, String out, String err) {}

    /** The command that runs a module's jar in a JVM that is made to start fast. */
    public static List<String> command(String module, String... arguments) {
        return command(module, ClassArchive.options(module), arguments);
    }

    static List<String> command(String module, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-jar", jar(module).toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The jar as the build left it. */
    public static Path jar(String module) {
        Path jar = Path.of("..", module, "target", module + ".jar")
                .toAbsolutePath()
                .normalize();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: package the module first");
        }
        return jar;
    }

    /**
     * Starts it.
     *
     * @param module whose jar it is
     * @param directory for what it writes
     */
    static ShippedJar start(String module, Path directory, Map<String, String> variables, String... arguments) {
        return start(directory, variables, "", command(module, arguments));
    }

    /** Runs it to its end, with this typed into it. */
    public static Ran run(
            String module, Path directory, Map<String, String> variables, String typed, String... arguments)
            throws InterruptedException {
        return run(directory, variables, typed, command(module, arguments));
    }

    /** Runs any command in the same way. */
    static Ran run(Path directory, Map<String, String> variables, String typed, List<String> command)
            throws InterruptedException {
        try (ShippedJar jar = start(directory, variables, typed, command)) {
            return new Ran(jar.exit(), read(jar.out), read(jar.err));
        }
    }

    private static ShippedJar start(Path directory, Map<String, String> variables, String typed, List<String> command) {
        try {
            Path in = Files.createTempFile(directory, "shipped", ".in");
            Path out = Files.createTempFile(directory, "shipped", ".out");
            Path err = Files.createTempFile(directory, "shipped", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(Files.writeString(in, typed).toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(variables);
            return new ShippedJar(ChildProcess.start(builder), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has said so far, on either stream. */
    String said() {
        return read(out) + read(err);
    }

    boolean runs() {
        return process.process().isAlive();
    }

    /** Its exit code. */
    int exit() throws InterruptedException {
        return process.exitCode(PATIENCE);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
