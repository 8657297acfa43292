package io.flowcanary.cli;

import io.flowcanary.topics.Topic;
import io.flowcanary.topics.TopicAdmin;
import io.flowcanary.topics.TopicAdmin.Difference;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates and checks the topics. */
@Command(
        name = "topics",
        footerHeading = "%nExamples:%n",
        footer = {"  flow-canary topics apply", "  flow-canary topics check --bootstrap-servers kafka:9092"},
        description = "Create the topics, or check them against the contract.")
final class TopicsCommand {
    @Command(
            footerHeading = "%nExamples:%n",
            footer = "  flow-canary topics apply",
            description = "Create the topics that are missing; change none that exist. Exits 1 when some differ.")
    int apply(
            @Mixin KafkaOptions kafka,
            @Option(
                            names = "--replicas",
                            defaultValue = "0",
                            description = "Copies of each partition; 0 for the broker's default.")
                    int replicas) {
        try (Admin admin = Admin.create(kafka.client())) {
            TopicAdmin topics = new TopicAdmin(admin);
            topics.create(replicas).forEach(topic -> System.out.println("created " + topic.topicName()));
            return report(topics.check());
        }
    }

    @Command(
            footerHeading = "%nExamples:%n",
            footer = "  flow-canary topics check",
            description = "Tell in what the topics differ from the contract. Exits 1 when they do.")
    int check(@Mixin KafkaOptions kafka) {
        try (Admin admin = Admin.create(kafka.client())) {
            return report(new TopicAdmin(admin).check());
        }
    }

    @Command(footerHeading = "%nExamples:%n", footer = "  flow-canary topics list", description = "Show the contract.")
    void list() {
        for (Topic topic : Topic.values()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %2d partitions  %-14s  %s%n",
                    topic.topicName(),
                    topic.partitions(),
                    topic.config().get("cleanup.policy"),
                    topic.meaning());
        }
    }

    private static int report(List<Difference> differences) {
        differences.forEach(System.out::println);
        if (differences.isEmpty()) {
            System.out.println(Topic.values().length + " topics are as they should be");
            return 0;
        }
        return 1;
    }
}
