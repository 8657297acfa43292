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
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Writes a recording. */
@Command(
        name = "record",
        footerHeading = "%nExamples:%n",
        footer = {
            "  flow-canary record --scenario healthy --seed 3 events.ndjson.gz",
            "  flow-canary record --from-queue https://sqs... --for 2h events.ndjson.gz"
        },
        description = {
            "Record the events of a synthetic contact centre, one envelope a line, for replay; prints the truth.",
            "With a policy the share follows the rollout that is judged meanwhile, and calls end when it does.",
            "With --from-queue: move what comes into an SQS queue to the file; it ends with Ctrl-C or at a limit. A message is"
                    + " deleted when the file holds it. Personal data are left out. AWS is asked as the bridge does."
        })
public final class RecordCommand extends io.flowcanary.cli.RecordCommand {
    private static final List<String> SYNTHETIC =
            List.of("--scenario", "--seed", "--share", "--policy", "--hours", "--calls-per-hour", "--from");

    @Option(
            names = "--scenario",
            defaultValue = "healthy",
            converter = ScenarioName.class,
            completionCandidates = ScenarioName.class,
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Scenario scenario;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed makes the same file. Default: 1")
    private long seed;

    @Option(names = "--share", description = "The canary's percentage all along. Default: 5")
    private Double share;

    @Option(names = "--policy", paramLabel = "P.yaml", description = "The policy of the rollout that sets the share.")
    private Path policyFile;

    @Option(names = "--hours", description = "How long calls come in. Default: 1; at most 8 with a policy")
    private Double hours;

    @Option(names = "--calls-per-hour", defaultValue = "20000", description = "In the busy hour. Default: 20000")
    private double callsPerHour;

    @Option(
            names = "--from",
            defaultValue = "2026-01-15T10:00:00Z",
            description = "When the recording begins. Default: ${DEFAULT-VALUE}")
    private Instant from;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (fromQueue()) {
            refuseSyntheticOptions();
            return super.call();
        }
        if (policyFile != null && share != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--share and --policy: expected one of them; with a policy the rollout sets the share");
        }
        CentreSettings settings = CentreSettings.of(scenario).withSeed(seed).withCallsPerHour(callsPerHour);
        Optional<FollowedRollout> rollout = policyFile == null
                ? Optional.empty()
                : Optional.of(new FollowedRollout(CentrePolicy.read(policyFile, settings), verdict -> {}));
        Share fixed = Share.fixed(share == null ? 5 : share);
        Duration length = length(rollout.isPresent() ? 8 : 1);
        Truth truth;
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 16) : raw;
                Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16)) {
            Tape tape = new Tape(writer, rollout);
            truth = Recording.play(settings, rollout.<Share>map(it -> it).orElse(fixed), from, length, tape);
            tape.end();
        }
        System.out.println(Messages.json().writeValueAsString(truth));
        return 0;
    }

    private void refuseSyntheticOptions() {
        SYNTHETIC.stream()
                .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                .findFirst()
                .ifPresent(option -> {
                    throw new ParameterException(
                            spec.commandLine(),
                            option + " and --from-queue: expected one of them; a queue is no scenario");
                });
    }

    private Duration length(double otherwise) {
        return Duration.ofSeconds(Math.round((hours == null ? otherwise : hours) * 3600));
    }
}
