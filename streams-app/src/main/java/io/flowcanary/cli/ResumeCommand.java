package io.flowcanary.cli;

import io.flowcanary.record.Command;
import java.time.Clock;
import picocli.CommandLine.Parameters;

/** Lets a paused rollout go on. */
@picocli.CommandLine.Command(name = "resume", description = "Let a paused rollout go on; its share is written again.")
final class ResumeCommand extends RolloutCommand {
    @Parameters(paramLabel = "CANARY", description = "The canary's name.")
    private String canary;

    @Override
    Command command(String id, Clock clock) {
        return new Command.Resume(id, canary, clock.instant(), actor, reason, false);
    }
}
