package io.flowcanary.cli;

import picocli.CommandLine.Command;

/** Sends every call to the canary, whatever the judge says. */
@Command(
        name = "promote",
        description = "Send every call to the canary version, whatever the judge says.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary promote main-ivr --reason \"agreed in the review\"")
final class PromoteCommand extends CanaryOrderCommand {}
