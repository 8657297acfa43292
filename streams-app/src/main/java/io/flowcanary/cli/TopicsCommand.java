package io.flowcanary.cli;

import picocli.CommandLine.Command;

/** What is done with the topics. */
@Command(
        name = "topics",
        description = "Create the topics, check them against the contract, or give them its shape again.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TopicsApplyCommand.class,
            TopicsCheckCommand.class,
            TopicsResetCommand.class,
            TopicsListCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  flow-canary topics apply",
            "  flow-canary topics check --bootstrap-servers kafka:9092",
            "  flow-canary topics reset --plan"
        })
final class TopicsCommand {}
