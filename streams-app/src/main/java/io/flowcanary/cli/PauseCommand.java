package io.flowcanary.cli;

import picocli.CommandLine.Command;

/** Keeps a rollout where it is. */
@Command(
        name = "pause",
        description = "Keep a rollout at its share until it is resumed; harm still rolls back.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary pause main-ivr --reason \"holiday traffic\"")
final class PauseCommand extends CanaryOrderCommand {}
