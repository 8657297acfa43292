package io.flowcanary.cli;

import picocli.CommandLine.Command;

/** What is done with the topics. */
@Command(
        name = "topics",
        description = "Create the topics, or check them against the contract.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TopicsApplyCommand.class, TopicsCheckCommand.class, TopicsListCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {"  flow-canary topics apply", "  flow-canary topics check --bootstrap-servers kafka:9092"})
final class TopicsCommand {}
