package io.flowcanary.cli;

import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.EnvelopeLines;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Recorded envelopes, and which of their attributes the gate set. */
final class Recording {
    private static final int LONGEST_LINE = 1 << 20;
    private static final int PROGRESS_LINES = 1 << 16;

    @Option(
            names = "--version-attribute",
            defaultValue = "canaryVersion",
            description = "The participant attribute that holds the version. Default: ${DEFAULT-VALUE}")
    private String versionAttribute;

    @Option(
            names = "--canary-attribute",
            defaultValue = "canaryName",
            description = "The participant attribute that holds the canary's name. Default: ${DEFAULT-VALUE}")
    private String canaryAttribute;

    @Parameters(paramLabel = "EVENTS.ndjson[.gz]", description = "One envelope a line; - for standard input.")
    private String events;

    /** What it is called. */
    String name() {
        return EnvelopeLines.STDIN.equals(events) ? "standard input" : events;
    }

    AttributeNames attributes() {
        return new AttributeNames(versionAttribute, canaryAttribute);
    }

    /**
     * Reads all of it.
     *
     * @param envelope takes each line
     * @param unusable is told of each that is too long to be an envelope
     */
    void read(Consumer<byte[]> envelope, Runnable unusable) throws IOException {
        try (ProgressBar bar = new ProgressBar();
                EnvelopeLines lines = EnvelopeLines.open(events, LONGEST_LINE)) {
            for (Optional<EnvelopeLines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                EnvelopeLines.Line line = next.get();
                if (line.tooLong() != null) {
                    unusable.run();
                } else if (!line.blank()) {
                    envelope.accept(line.utf8());
                }
                if (line.number() % PROGRESS_LINES == 0) {
                    bar.say(String.format(Locale.ROOT, "%,d envelopes", line.number()));
                }
            }
        }
    }
}
