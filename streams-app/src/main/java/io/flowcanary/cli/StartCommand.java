package io.flowcanary.cli;

import io.flowcanary.judge.Judges;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Command;
import io.flowcanary.record.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Parameters;

/** Begins a rollout. */
@picocli.CommandLine.Command(name = "start", description = "Begin a rollout with a policy.")
final class StartCommand extends RolloutCommand {
    @Parameters(paramLabel = "POLICY.yaml", description = "The policy.")
    private Path file;

    @Override
    Command command(String id, Clock clock) throws IOException {
        Policy policy = PolicyYaml.read(file);
        Judges.of(policy);
        return new Command.Start(id, policy.canary(), clock.instant(), actor, reason, policy, null);
    }
}
