package io.flowcanary.cli;

import picocli.CommandLine.Command;

/** Goes on to the next step, whatever the judge says. */
@Command(
        name = "advance",
        description = "Go on to the next step, whatever the judge says.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary advance main-ivr --reason \"seen enough at 5 %%\"")
final class AdvanceCommand extends CanaryOrderCommand {}
