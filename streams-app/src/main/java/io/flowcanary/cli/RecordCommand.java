package io.flowcanary.cli;

import io.flowcanary.bridge.QueueRecorder;
import io.flowcanary.bridge.Transcript;
import io.flowcanary.bridge.envelope.AttributeNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps what comes into a queue. */
@Command(
        name = "record",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary record --from-queue https://sqs... --for 2h events.ndjson.gz",
        description = {
            "Move what comes into an SQS queue to a file, for replay and check-gate; it ends with Ctrl-C or at a limit.",
            "A message is deleted when the file holds it. Personal data are left out. AWS is asked as the bridge does."
        })
public class RecordCommand implements Callable<Integer> {
    @Spec
    protected CommandSpec spec;

    @Option(
            names = "--from-queue",
            paramLabel = "URL",
            description =
                    "The queue to empty: one of its own, which a second rule or target fills, and never the bridge's.")
    private String queueUrl;

    @Option(
            names = "--for",
            paramLabel = "LENGTH",
            converter = DurationOption.class,
            description = "With --from-queue: end after so long: 20m, 2h, at most 24h. Default: 24h")
    private Duration length = Duration.ofHours(24);

    @Option(names = "--max", paramLabel = "MESSAGES", description = "With --from-queue: end after so many messages.")
    private long most = Long.MAX_VALUE;

    @Option(
            names = "--raw",
            description = "With --from-queue: keep messages as they are, with all personal data in them.")
    private boolean raw;

    @Option(
            names = "--version-attribute",
            defaultValue = "canaryVersion",
            description =
                    "With --from-queue: the participant attribute that holds the version. Default: ${DEFAULT-VALUE}")
    private String versionAttribute;

    @Option(
            names = "--canary-attribute",
            defaultValue = "canaryName",
            description = "With --from-queue: the one that holds the canary's name. Default: ${DEFAULT-VALUE}")
    private String canaryAttribute;

    @Parameters(
            paramLabel = "EVENTS.ndjson[.gz]",
            description = "The file to write; what a queue brings is added to it.")
    protected Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!fromQueue()) {
            throw new ParameterException(spec.commandLine(), "--from-queue: expected the URL of an SQS queue");
        }
        if (most < 1) {
            throw new ParameterException(spec.commandLine(), "--max " + most + ": expected 1 or more");
        }
        AtomicReference<Transcript.Counts> counts = new AtomicReference<>(new Transcript.Counts(0, 0, 0, 0));
        try (QueueRecorder recorder = QueueRecorder.open(
                        System.getenv(),
                        queueUrl,
                        file,
                        new AttributeNames(versionAttribute, canaryAttribute),
                        raw,
                        new QueueRecorder.Limits(length, most),
                        Clock.systemUTC());
                ProgressBar bar = new ProgressBar()) {
            Thread hook = new Thread(() -> {
                recorder.stop();
                say(counts.get());
            });
            Runtime.getRuntime().addShutdownHook(hook);
            recorder.run(now -> {
                counts.set(now);
                bar.say(text(now));
            });
            if (Runtime.getRuntime().removeShutdownHook(hook)) {
                say(counts.get());
            }
        }
        return 0;
    }

    /** Whether a queue is to be recorded. */
    protected boolean fromQueue() {
        return queueUrl != null;
    }

    private void say(Transcript.Counts counts) {
        spec.commandLine().getErr().println(file + ": " + text(counts));
        spec.commandLine().getErr().flush();
    }

    private static String text(Transcript.Counts counts) {
        return String.format(
                Locale.ROOT,
                "%,d messages: %,d events, %,d that no metric needs, %,d that cannot be read",
                counts.messages(),
                counts.events(),
                counts.skipped(),
                counts.unreadable());
    }
}
