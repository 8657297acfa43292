package io.flowcanary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Keeps a rollout where it is. */
@Command(
        name = "pause",
        description = "Keep a rollout at its share until it is resumed; harm still rolls back.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary pause main-ivr --reason \"holiday traffic\"")
final class PauseCommand extends OrderCommand {
    @Parameters(paramLabel = "CANARY", description = "The canary's name.")
    private String canary;

    @Override
    String canary() {
        return canary;
    }

    @Override
    String order() {
        return "pause";
    }
}
