package io.flowcanary.cli;

import picocli.CommandLine.Command;

/** Begins a rollout again that has ended. */
@Command(
        name = "restart",
        description = "Begin again, after an end, with the policy of the rollout that ended.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary restart main-ivr --reason \"menu mended\"")
final class RestartCommand extends CanaryOrderCommand {}
