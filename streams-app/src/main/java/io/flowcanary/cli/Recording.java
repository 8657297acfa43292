package io.flowcanary.cli;

import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.EnvelopeReader;
import io.flowcanary.bridge.envelope.Legibility;
import io.flowcanary.bridge.envelope.Parsed;
import io.flowcanary.bridge.envelope.RecordedEvents;
import io.flowcanary.bridge.envelope.RecordedEvents.Recorded;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Recorded envelopes, and which of their attributes the gate set. */
final class Recording {
    /** The exit code of a command that found nothing to read, could read under half, or not to the end. */
    static final int UNREADABLE = 3;

    private static final int LONGEST = 1 << 20;
    private static final int PROGRESS = 1 << 16;

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

    @Parameters(
            paramLabel = "EVENTS.ndjson[.gz]",
            description = "Recorded envelopes, in any form that docs/RECORDING.md names; - for standard input.")
    private String events;

    /** What it is called. */
    String name() {
        return EnvelopeReader.STDIN.equals(events) ? "standard input" : events;
    }

    AttributeNames attributes() {
        return new AttributeNames(versionAttribute, canaryAttribute);
    }

    /**
     * Reads all of it, or as far as it goes.
     *
     * @param parsed takes each thing that is found
     * @return how much of it could be read
     * @throws IOException when it cannot be opened
     */
    Legibility read(Consumer<Parsed> parsed) throws IOException {
        Legibility legibility = new Legibility();
        try (ProgressBar bar = new ProgressBar();
                RecordedEvents recorded = RecordedEvents.open(events, LONGEST, attributes())) {
            for (Optional<Recorded> next = legibility.next(recorded);
                    next.isPresent();
                    next = legibility.next(recorded)) {
                parsed.accept(next.get().parsed());
                if (legibility.all() % PROGRESS == 0) {
                    bar.say(String.format(Locale.ROOT, "%,d records", legibility.all()));
                }
            }
        }
        return legibility;
    }

    /**
     * Says what could not be read, and why.
     *
     * @param problem why the recording is not to be used; empty when it is
     * @return {@link #UNREADABLE} if there is a problem, else 0
     */
    int report(Optional<String> problem, Legibility legibility, PrintWriter err) {
        if (problem.isPresent()) {
            err.println("flow-canary: " + name() + ": " + problem.get());
        } else if (legibility.unreadable() > 0) {
            err.printf(
                    Locale.ROOT,
                    "flow-canary: %s: %,d of %,d could not be read and were left out%n",
                    name(),
                    legibility.unreadable(),
                    legibility.all());
        }
        legibility.reasons().forEach(reason -> err.println("  " + reason));
        err.flush();
        return problem.isPresent() ? UNREADABLE : 0;
    }
}
