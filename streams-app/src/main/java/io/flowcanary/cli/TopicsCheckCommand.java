package io.flowcanary.cli;

import io.flowcanary.topics.Topic;
import io.flowcanary.topics.TopicAdmin;
import io.flowcanary.topics.TopicAdmin.Difference;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares the topics with the contract. */
@Command(
        name = "check",
        description = "Tell in what the topics differ from the contract. Exits 1 when they do.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary topics check")
final class TopicsCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Override
    public Integer call() {
        try (Admin admin = Admin.create(kafka.client())) {
            return report(new TopicAdmin(admin).check(), spec.commandLine().getOut());
        }
    }

    static int report(List<Difference> differences, PrintWriter out) {
        if (differences.isEmpty()) {
            out.println(Topic.values().length + " topics are as they should be");
        }
        differences.forEach(out::println);
        out.flush();
        return differences.isEmpty() ? 0 : 1;
    }
}
