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
            description =
                    "Wait no longer than this, for example 6h; the rollout goes on all the same. Default: until it"
                            + " ends, or is held at its policy's deadline.")
    Duration timeout;

    @Option(
            names = "--every",
            paramLabel = "LENGTH",
            converter = DurationOption.class,
            description = "Say so often where it stands. Default: 10m")
    Duration every = Duration.ofMinutes(10);

    @Option(
            names = "--poll",
            paramLabel = "LENGTH",
            converter = DurationOption.class,
            description = "Ask so often, besides whenever the server tells of a change. Default: 5s")
    Duration poll = Duration.ofSeconds(5);

    @Option(
            names = "--summary",
            paramLabel = "FILE.md",
            description =
                    "Write how it ended as Markdown, with both versions' figures: for a comment or a job's summary.")
    Path summary;
}
