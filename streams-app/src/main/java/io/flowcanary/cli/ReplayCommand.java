package io.flowcanary.cli;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.EnvelopeLines;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.replay.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the verdicts would have been. */
@Command(
        name = "replay",
        description = {
            "Fold recorded envelopes without a broker: print each change of verdict, then a summary, as JSON lines.",
            "The rollout begins with the first event, its share in force; a later step's share is taken to be in force 2 minutes"
                    + " after its verdict."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final int LONGEST_LINE = 1 << 20;
    private static final int PROGRESS_LINES = 1 << 16;

    @Option(names = "--policy", required = true, paramLabel = "P.yaml", description = "The policy to judge by.")
    private Path policyFile;

    @Mixin
    private JudgeOption judge;

    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            description = "The canary's share in the recording. Default: the policy's first step.")
    private Integer share;

    @Option(
            names = "--version-attribute",
            defaultValue = "canaryVersion",
            description = "The participant attribute that holds the version. Default: ${DEFAULT-VALUE}")
    private String versionAttribute;

    @Option(
            names = "--canary-attribute",
            defaultValue = "canaryName",
            description = "The one that holds the canary's name. Default: ${DEFAULT-VALUE}")
    private String canaryAttribute;

    @Parameters(paramLabel = "EVENTS.ndjson[.gz]", description = "One envelope a line; - for standard input.")
    private String events;

    private Verdict printed;

    @Override
    public Integer call() throws IOException {
        Replay replay = new Replay(
                policy(),
                new AttributeNames(versionAttribute, canaryAttribute),
                AssembleSettings.DEFAULTS,
                this::printChange);
        boolean watched = System.console() != null;
        try (EnvelopeLines lines = EnvelopeLines.open(events, LONGEST_LINE)) {
            for (Optional<EnvelopeLines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                EnvelopeLines.Line line = next.get();
                if (line.tooLong() != null) {
                    replay.unusable();
                } else if (!line.blank()) {
                    replay.accept(line.utf8());
                }
                if (watched && line.number() % PROGRESS_LINES == 0) {
                    System.err.printf("\r%,d envelopes", line.number());
                }
            }
        }
        if (watched) {
            System.err.print("\r\u001b[K");
        }
        System.out.println(Messages.json().writeValueAsString(replay.finish()));
        return 0;
    }

    private Policy policy() throws IOException {
        Policy policy = judge.in(PolicyYaml.read(policyFile));
        return share == null ? policy : policy.startingAt(share);
    }

    private void printChange(Verdict verdict) {
        boolean changed = printed == null
                || verdict.transition()
                || printed.verdict() != verdict.verdict()
                || printed.reason() != verdict.reason();
        if (changed) {
            System.out.println(Messages.text(verdict));
            printed = verdict;
        }
    }
}
