package io.flowcanary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Lets a paused rollout go on. */
@Command(
        name = "resume",
        description = "Let a paused rollout go on; its share is written again.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  flow-canary resume main-ivr",
            "  flow-canary resume main-ivr --adopt --reason \"the 25 %% were meant\""
        })
final class ResumeCommand extends CanaryOrderCommand {
    @Option(
            names = "--adopt",
            description = "After somebody else wrote the parameter: go on with their share instead of the earlier one.")
    private boolean adopt;

    @Override
    void fill(ObjectNode body) {
        body.put("adopt", adopt);
    }
}
