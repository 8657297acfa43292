package io.flowcanary.local.demo;

import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.Recording;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.centre.Share;
import io.flowcanary.local.centre.Truth;
import io.flowcanary.record.Messages;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a recording. */
@Command(
        name = "record",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary record --scenario healthy --seed 3 events.ndjson.gz",
        description =
                "Record the events of a synthetic contact centre, one envelope a line, for replay; prints the truth.")
public final class RecordCommand implements Callable<Integer> {
    @Option(
            names = "--scenario",
            defaultValue = "healthy",
            converter = DemoCommand.ScenarioName.class,
            description = "healthy, abandons, transfers, errors, hangups. Default: ${DEFAULT-VALUE}")
    private Scenario scenario;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed makes the same file. Default: 1")
    private long seed;

    @Option(names = "--share", defaultValue = "5", description = "The canary's percentage. Default: 5")
    private double share;

    @Option(names = "--hours", defaultValue = "1", description = "How long. Default: 1")
    private double hours;

    @Option(names = "--calls-per-hour", defaultValue = "20000", description = "In the busy hour. Default: 20000")
    private double callsPerHour;

    @Option(
            names = "--from",
            defaultValue = "2026-01-15T10:00:00Z",
            description = "When the recording begins. Default: ${DEFAULT-VALUE}")
    private Instant from;

    @Parameters(paramLabel = "EVENTS.ndjson[.gz]", description = "The file to write.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        CentreSettings settings = CentreSettings.of(scenario).withSeed(seed).withCallsPerHour(callsPerHour);
        Duration length = Duration.ofSeconds(Math.round(hours * 3600));
        Truth truth;
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 16) : raw;
                Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16)) {
            truth = Recording.write(settings, Share.fixed(share), from, length, writer);
        }
        System.out.println(Messages.json().writeValueAsString(truth));
        return 0;
    }
}
