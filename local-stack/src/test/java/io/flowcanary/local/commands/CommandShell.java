package io.flowcanary.local.commands;

import static org.awaitility.Awaitility.await;

import io.flowcanary.local.aws.LocalAws;
import io.flowcanary.local.commands.CommandRun.Lane;
import io.flowcanary.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the commands of one lane as a shell does, each as its own process, and compares how it ended with what is documented. */
final class CommandShell {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MOST_SHOWN = 3_000;

    private final CommandWorld world;
    private final Path directory;
    private final String lane;
    private final Map<String, String> environment;

    CommandShell(CommandWorld world, Path directory, Lane lane) {
        this.world = world;
        this.directory = directory;
        this.lane = lane.name();
        environment = world.environment();
        if (lane == Lane.ACCOUNT) {
            LocalAws account = world.emptyAccount();
            environment.put("AWS_ENDPOINT_URL", account.endpoint().toString());
        }
    }

    /** What is wrong with it; empty when it does as its page says. */
    Optional<String> run(CommandRun run) {
        Path out = directory.resolve(lane + ".out");
        Path err = directory.resolve(lane + ".err");
        try {
            String exit = run.exit() == CommandRun.GOES_ON ? watch(run, out, err) : end(run, out, err);
            remember(run, out);
            String said = said(out, err);
            List<String> missing = new ArrayList<>(
                    run.words().stream().filter(words -> !said.contains(words)).toList());
            run.notPrinted(Files.readString(out), Files.readString(err)).ifPresent(missing::add);
            return exit.isEmpty() && missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(run.as() + "\n  " + exit + (missing.isEmpty() ? "" : " it does not say " + missing)
                            + "; it said:\n" + said.substring(0, Math.min(said.length(), MOST_SHOWN)));
        } catch (IOException | RuntimeException | AssertionError e) {
            return Optional.of(run.as() + "\n  " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(run.as() + "\n  interrupted");
        }
    }

    private String end(CommandRun run, Path out, Path err) throws IOException, InterruptedException {
        try (ChildProcess process = start(run, out, err)) {
            int exit = process.exitCode(PATIENCE);
            return exit == run.exit() ? "" : "exit code " + exit + " instead of " + run.exit() + ";";
        }
    }

    private String watch(CommandRun run, Path out, Path err) throws IOException {
        try (ChildProcess process = start(run, out, err)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            !process.process().isAlive() || run.words().stream().allMatch(said(out, err)::contains));
            return process.process().isAlive()
                    ? ""
                    : "it ended with exit code " + process.process().exitValue() + ";";
        }
    }

    private ChildProcess start(CommandRun run, Path out, Path err) throws IOException {
        // What it cost, for whoever makes this test faster: user and system time of the shell, and of what it started.
        String command = world.inThisWorld(run.as()) + "\nexit=$?\ntimes >" + lane + ".times\nexit $exit\n";
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command)
                .directory(directory.toFile())
                .redirectInput(Files.writeString(directory.resolve(lane + ".in"), run.typed())
                        .toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        shell.environment().clear();
        shell.environment().putAll(environment);
        return ChildProcess.start(shell);
    }

    /** User and system time of the command that was run last; a dash when it was ended. */
    String cost() {
        try {
            Path times = directory.resolve(lane + ".times");
            String cost = Files.exists(times) ? Files.readAllLines(times).get(1) : "-";
            Files.deleteIfExists(times);
            return cost;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents keep a lease's number in a variable. */
    private void remember(CommandRun run, Path out) throws IOException {
        String number = Files.readString(out).strip();
        if (run.as().contains(" --lease ") && number.matches("\\d+")) {
            environment.put("lease", number);
            environment.put("LEASE", number);
        }
    }

    private static String said(Path out, Path err) {
        try {
            return Files.readString(out) + Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
