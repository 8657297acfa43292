package io.flowcanary.cli;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.bridge.envelope.Legibility;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.replay.Replay;
import io.flowcanary.replay.ReplaySummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the verdicts would have been. */
@Command(
        name = "replay",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary replay --policy policies/main-ivr.yaml events.ndjson.gz",
        description = {
            "Fold recorded envelopes without a broker: print each change of verdict, then a summary, as JSON lines.",
            "The rollout begins with the first event, its share in force; a later step's share is taken to be in force 2 minutes"
                    + " after its verdict."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the recording could not be opened",
            "2:wrong usage",
            "3:no event to read in it, under half of it could be read, or it breaks off"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--policy", required = true, paramLabel = "P.yaml", description = "The policy to judge by.")
    private Path policyFile;

    @Mixin
    private JudgeOption judge;

    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            description = "The canary's share in the recording. Default: the policy's first step.")
    private Integer share;

    @Mixin
    private Recording recording;

    private Verdict printed;

    @Override
    public Integer call() throws IOException {
        Replay replay = new Replay(policy(), recording.attributes(), AssembleSettings.DEFAULTS, this::printChange);
        Legibility legibility = recording.read(replay::accept);
        ReplaySummary summary = replay.finish();
        spec.commandLine().getOut().println(Messages.json().writeValueAsString(summary));
        return recording.report(
                legibility.problem().or(() -> refused(summary, replay.buried())),
                legibility,
                spec.commandLine().getErr());
    }

    /** What could be read may still be refused: an event from the future, for example. */
    private static Optional<String> refused(ReplaySummary summary, Map<String, Long> reasons) {
        return 2 * summary.deadLettered() <= summary.consumed()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d of %,d could not be used: %s",
                        summary.deadLettered(),
                        summary.consumed(),
                        reasons));
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
            spec.commandLine().getOut().println(Messages.text(verdict));
            printed = verdict;
        }
    }
}
