package io.flowcanary.cli;

import io.flowcanary.topics.Topic;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the contract; asks no broker. */
@Command(
        name = "list",
        description = "Show the contract.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary topics list")
final class TopicsListCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        for (Topic topic : Topic.values()) {
            out.printf(
                    "%-28s %2d partitions  %-14s  %s%n",
                    topic.topicName(), topic.partitions(), topic.config().get("cleanup.policy"), topic.meaning());
        }
        out.flush();
    }
}
