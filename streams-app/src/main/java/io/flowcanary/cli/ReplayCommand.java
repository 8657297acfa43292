package io.flowcanary.cli;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.replay.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verdicts would have been. */
@Command(
        name = "replay",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary replay --policy policies/main-ivr.yaml events.ndjson.gz",
        description = {
            "Fold recorded envelopes without a broker: print each change of verdict, then a summary, as JSON lines.",
            "The rollout begins with the first event, its share in force; a later step's share is taken to be in force 2 minutes"
                    + " after its verdict."
        })
final class ReplayCommand implements Callable<Integer> {
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
        recording.read(replay::accept, replay::unusable);
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
