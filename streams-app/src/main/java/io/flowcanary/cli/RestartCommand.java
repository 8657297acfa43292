package io.flowcanary.cli;

import picocli.CommandLine.Command;

/** Begins a rollout again that has ended. */
@Command(
        name = "restart",
        description = "Begin again after a rollout has ended, with its policy.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary restart main-ivr --reason \"menu fixed\"")
final class RestartCommand extends CanaryOrderCommand {}
