package io.flowcanary.local.aws;

import io.flowcanary.local.process.ChildProcess;
import io.flowcanary.local.tool.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a program of the distribution with dummy credentials and nothing else around it. */
record Program(int exit, String out, String err) {

    static Program run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            ProcessBuilder builder = builder(command);
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            try (ChildProcess process = ChildProcess.start(builder)) {
                int exit = process.exitCode(Duration.ofSeconds(90));
                return new Program(exit, read(out), read(err));
            }
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", "/usr/bin:/bin",
                        "LC_ALL", "C.UTF-8",
                        "AWS_ACCESS_KEY_ID", "local",
                        "AWS_SECRET_ACCESS_KEY", "local",
                        "AWS_DEFAULT_REGION", "eu-central-1",
                        "AWS_CONFIG_FILE", "/dev/null",
                        "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                        "AWS_MAX_ATTEMPTS", "1",
                        "AWS_PAGER", ""));
        return builder;
    }

    /** The command that runs one of this package's Python scripts. */
    static List<String> python(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Tool.program("python3").toString(),
                // Leaves no compiled files among the test classes.
                "-B",
                Path.of(URI.create(Program.class.getResource(script).toString()))
                        .toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
