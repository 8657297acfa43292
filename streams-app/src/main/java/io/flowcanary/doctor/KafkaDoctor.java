package io.flowcanary.doctor;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.flowcanary.topics.Topic;
import io.flowcanary.topics.TopicAdmin;
import io.flowcanary.topics.TopicAdmin.Difference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;

/** Whether Kafka is there, holds the topics, and allows what the streams service does. Describes only; writes nothing. */
public final class KafkaDoctor {
    private static final Map<Topic, Set<AclOperation>> NEEDED = new EnumMap<>(Topic.class);

    static {
        Arrays.stream(Topic.values()).forEach(topic -> NEEDED.put(topic, EnumSet.of(READ, WRITE)));
        NEEDED.put(Topic.CONVERSATION_EVENTS, EnumSet.of(READ));
        NEEDED.put(Topic.OUTCOMES, EnumSet.of(WRITE));
        NEEDED.put(Topic.DEAD_LETTERS, EnumSet.of(WRITE));
    }

    private final Admin admin;
    private final String bootstrap;

    public KafkaDoctor(Admin admin, String bootstrap) {
        this.admin = admin;
        this.bootstrap = bootstrap;
    }

    /** One finding when Kafka is not there; else one for each of reachability, topics and permissions. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            var cluster = admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
            int nodes = cluster.nodes().get().size();
            findings.add(Finding.ok("Kafka", bootstrap + " answers, " + nodes + " brokers"));
            findings.add(topics());
            findings.add(permissions(cluster.authorizedOperations().get()));
        } catch (ExecutionException e) {
            findings.add(unreachable(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            findings.add(unreachable(e));
        }
        return findings;
    }

    private Finding unreachable(Throwable cause) {
        return Finding.fail(
                "Kafka",
                bootstrap + " does not answer (" + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ")",
                "correct KAFKA_BOOTSTRAP_SERVERS and the KAFKA_CLIENT_* settings of security, or start the brokers");
    }

    private Finding topics() {
        List<Difference> differences;
        try {
            differences = new TopicAdmin(admin).check();
        } catch (IllegalStateException e) {
            return Finding.fail("topics", e.getMessage(), "allow DESCRIBE and DESCRIBE_CONFIGS on the topics");
        }
        if (differences.isEmpty()) {
            return Finding.ok("topics", Topic.values().length + " are as they should be");
        }
        String text = differences.stream().map(Difference::toString).collect(Collectors.joining("; "));
        return differences.stream().anyMatch(Difference::breaks)
                ? Finding.fail("topics", text, "run flow-canary topics apply; partitions are changed by hand")
                : Finding.warn("topics", text, "change the settings by hand, or live with them");
    }

    private Finding permissions(Set<AclOperation> cluster) throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        List<String> ours = Arrays.stream(Topic.values())
                .map(Topic::topicName)
                .filter(existing::contains)
                .toList();
        Map<String, TopicDescription> described = admin.describeTopics(
                        ours, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames()
                .get();
        List<String> missing = new ArrayList<>();
        NEEDED.forEach((topic, needed) -> {
            TopicDescription description = described.get(topic.topicName());
            if (description != null && description.authorizedOperations() != null) {
                Set<AclOperation> lacking = EnumSet.copyOf(needed);
                lacking.removeAll(description.authorizedOperations());
                lacking.forEach(operation -> missing.add(operation + " on topic " + topic.topicName()));
            }
        });
        if (!missing.isEmpty()) {
            return Finding.fail(
                    "permissions", "this user lacks " + String.join(", ", missing), "grant them with kafka-acls");
        }
        return cluster != null && !cluster.contains(AclOperation.CREATE)
                ? Finding.warn(
                        "permissions",
                        "this user may not create any topic it likes",
                        "allow CREATE on the topics that begin with the application's id: its changelogs")
                : Finding.ok("permissions", "this user may read and write the topics");
    }
}
