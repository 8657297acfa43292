package io.flowcanary.cli;

import picocli.CommandLine.Command;

/** What is done with policies. */
@Command(
        name = "policy",
        description = "Check a policy, compare it with the running one, or judge by it from now on.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PolicyValidateCommand.class, PolicyDiffCommand.class, PolicyApplyCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  flow-canary policy validate policies/main-ivr.yaml",
            "  flow-canary policy diff policies/main-ivr.yaml",
            "  flow-canary policy apply policies/main-ivr.yaml --reason \"a narrower margin\""
        })
final class PolicyCommand {}
