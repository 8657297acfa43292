package io.flowcanary.cli;

import io.flowcanary.record.Command;
import java.time.Clock;
import picocli.CommandLine.Parameters;

/** Sends every call back to the stable version. */
@picocli.CommandLine.Command(name = "abort", description = "Send every call back to the stable version, at once.")
final class AbortCommand extends RolloutCommand {
    @Parameters(paramLabel = "CANARY", description = "The canary's name.")
    private String canary;

    @Override
    Command command(String id, Clock clock) {
        return new Command.Abort(id, canary, clock.instant(), actor, reason);
    }
}
