package io.flowcanary.cli;

import picocli.CommandLine.Command;

/** Sends every call back to the stable version. */
@Command(
        name = "abort",
        description = {
            "Send every call back to the stable version, at once and from any state.",
            "It is retried until SSM holds 0, even while AWS is failing; flow-canary status tells when it does."
        },
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary abort main-ivr --reason \"callers hang up in the new menu\"")
final class AbortCommand extends CanaryOrderCommand {}
