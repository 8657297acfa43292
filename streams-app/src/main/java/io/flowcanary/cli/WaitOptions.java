package io.flowcanary.cli;

import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long to wait for a verdict, and what is left of it. */
final class WaitOptions {
    @Option(
            names = "--timeout",
            paramLabel = "LENGTH",
            converter = DurationOption.class,
            description = "Wait no longer than this, for example 6h; the rollout goes on regardless. Default: until it"
                    + " ends, or is held at its policy's deadline.")
    Duration timeout;

    @Option(
            names = "--every",
            paramLabel = "LENGTH",
            converter = DurationOption.class,
            description = "How often to print the status. Default: 10m")
    Duration every = Duration.ofMinutes(10);

    @Option(
            names = "--poll",
            paramLabel = "LENGTH",
            converter = DurationOption.class,
            description = "How often to ask, besides at each change that the server reports. Default: 5s")
    Duration poll = Duration.ofSeconds(5);

    @Option(
            names = "--summary",
            paramLabel = "FILE.md",
            description =
                    "Write how it ended as Markdown, with both versions' figures: for a comment or a job's summary.")
    Path summary;
}
