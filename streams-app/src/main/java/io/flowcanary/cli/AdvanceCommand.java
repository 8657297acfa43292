package io.flowcanary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Goes on to the next step, whatever the judge says. */
@Command(
        name = "advance",
        description = "Go on to the next step, whatever the judge says.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary advance main-ivr --reason \"seen enough at 5 %%\"")
final class AdvanceCommand extends OrderCommand {
    @Parameters(paramLabel = "CANARY", description = "The canary's name.")
    private String canary;

    @Override
    String canary() {
        return canary;
    }

    @Override
    String order() {
        return "advance";
    }
}
