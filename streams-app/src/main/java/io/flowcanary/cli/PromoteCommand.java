package io.flowcanary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sends every call to the canary, whatever the judge says. */
@Command(
        name = "promote",
        description = "Send every call to the canary version, whatever the judge says.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary promote main-ivr --reason \"agreed in the review\"")
final class PromoteCommand extends OrderCommand {
    @Parameters(paramLabel = "CANARY", description = "The canary's name.")
    private String canary;

    @Override
    String canary() {
        return canary;
    }

    @Override
    String order() {
        return "promote";
    }
}
