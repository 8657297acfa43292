package io.flowcanary.cli;

import io.flowcanary.topics.TopicAdmin;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates what is missing. */
@Command(
        name = "apply",
        description = "Create the topics that are missing; change none that exist. Exits 1 when some differ.",
        footerHeading = "%nExamples:%n",
        footer = {"  flow-canary topics apply", "  flow-canary topics apply --replicas 3"})
final class TopicsApplyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "0",
            description = "Copies of each partition; 0 for the broker's default.")
    private short replicas;

    @Override
    public Integer call() {
        try (Admin admin = Admin.create(kafka.client())) {
            TopicAdmin topics = new TopicAdmin(admin);
            PrintWriter out = spec.commandLine().getOut();
            topics.create(replicas).forEach(topic -> out.println("created " + topic.topicName()));
            return TopicsCheckCommand.report(topics.check(), out);
        }
    }
}
