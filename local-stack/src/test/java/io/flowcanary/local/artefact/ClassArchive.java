package io.flowcanary.local.artefact;

import static org.awaitility.Awaitility.await;

import io.flowcanary.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The classes of a module's jar and {@code lib} as a JVM wants them in memory, kept beside the jar: its processes start with about
 * two thirds of the work. A JVM goes on without an archive that is missing or does not fit.
 */
public final class ClassArchive {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> QUIET = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

    private ClassArchive() {}

    /** What a JVM that runs this jar is started with. */
    static List<String> options(String module) {
        return List.of(QUIET.get(0), QUIET.get(1), "-XX:SharedArchiveFile=" + archive(module));
    }

    /**
     * Makes the archive of a jar that has none, from the classes that one run of it loads.
     *
     * @param directory for what it prints
     * @param over ends the run; it may also end by itself
     */
    public static void make(
            String module, Path directory, Map<String, String> variables, BooleanSupplier over, String... arguments) {
        Path archive = archive(module);
        try {
            if (Files.exists(archive)
                    && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(ShippedJar.jar(module)))
                            >= 0) {
                return;
            }
            // Other tests may be making it, or using an older one: theirs stays whole until this one is.
            Path part = archive.resolveSibling(
                    module + "-" + ProcessHandle.current().pid() + ".jsa");
            List<String> options = List.of(QUIET.get(0), QUIET.get(1), "-XX:ArchiveClassesAtExit=" + part);
            ProcessBuilder builder = new ProcessBuilder(ShippedJar.command(module, options, arguments))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve(module + "-archive.log").toFile());
            builder.environment().clear();
            builder.environment().putAll(variables);
            try (ChildProcess run = ChildProcess.start(builder)) {
                await().atMost(PATIENCE)
                        .until(() -> over.getAsBoolean() || !run.process().isAlive());
                run.process().destroy();
                run.exitCode(PATIENCE);
            }
            if (Files.exists(part)) {
                Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path archive(String module) {
        return ShippedJar.jar(module).resolveSibling(module + ".jsa");
    }
}
