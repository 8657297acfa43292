package io.flowcanary.doctor;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.flowcanary.act.Act;
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
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether Kafka is there, holds the topics, and allows what the streams service does. Writes nothing, and disturbs no group. */
public final class KafkaDoctor {
    private static final Map<Topic, Set<AclOperation>> NEEDED = new EnumMap<>(Topic.class);

    static {
        Arrays.stream(Topic.values()).forEach(topic -> NEEDED.put(topic, EnumSet.of(READ, WRITE)));
        NEEDED.put(Topic.CONVERSATION_EVENTS, EnumSet.of(READ));
        NEEDED.put(Topic.OUTCOMES, EnumSet.of(WRITE));
        NEEDED.put(Topic.DEAD_LETTERS, EnumSet.of(WRITE));
    }

    private final Admin admin;
    private final GroupAccess access;
    private final String bootstrap;
    private final String applicationId;

    /** @param applicationId the stream's: its group, its own topics and its transactional ids begin with it */
    public KafkaDoctor(Admin admin, String bootstrap, String applicationId) {
        this.admin = admin;
        access = new GroupAccess(admin);
        this.bootstrap = bootstrap;
        this.applicationId = applicationId;
    }

    /** One finding when Kafka is not there; else one for each of reachability, topics and permissions. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            int nodes = admin.describeCluster().nodes().get().size();
            findings.add(Finding.ok("Kafka", bootstrap + " answers, " + nodes + " brokers"));
            Grants topics = topicGrants();
            findings.add(topics(!topics.empty()));
            findings.add(permissions(topics));
            findings.add(groups());
            findings.add(transactions());
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

    /** @param hidden whether this user may not see or use one of them: a topic that is hidden looks as if it were missing */
    private Finding topics(boolean hidden) {
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
        if (differences.stream().noneMatch(Difference::breaks)) {
            return Finding.warn("topics", text, "change the settings by hand, or live with them");
        }
        String remedies = differences.stream()
                .filter(Difference::breaks)
                .map(Difference::remedy)
                .distinct()
                .collect(Collectors.joining("; "));
        return Finding.fail(
                "topics",
                text,
                hidden ? "grant the permissions first: a topic may only be hidden; then " + remedies : remedies);
    }

    private Grants topicGrants() throws ExecutionException, InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> described = admin.describeTopics(
                        Arrays.stream(Topic.values()).map(Topic::topicName).toList(),
                        new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        Grants grants = new Grants(bootstrap);
        for (Map.Entry<Topic, Set<AclOperation>> needed : NEEDED.entrySet()) {
            Set<AclOperation> lacking = EnumSet.copyOf(needed.getValue());
            lacking.removeAll(allowed(described.get(needed.getKey().topicName())));
            if (!lacking.isEmpty()) {
                grants.add(lacking, Grants.On.TOPIC, needed.getKey().topicName());
            }
        }
        return grants;
    }

    private static Set<AclOperation> allowed(KafkaFuture<TopicDescription> described)
            throws ExecutionException, InterruptedException {
        try {
            Set<AclOperation> allowed = described.get().authorizedOperations();
            return allowed == null ? EnumSet.allOf(AclOperation.class) : allowed;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                return Set.of();
            }
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return EnumSet.allOf(AclOperation.class);
            }
            throw e;
        }
    }

    private Finding permissions(Grants grants) throws ExecutionException, InterruptedException {
        if (!mayCreate(applicationId + "-doctor")) {
            grants.add(EnumSet.of(CREATE, READ, WRITE), Grants.On.TOPICS, applicationId + "-");
        }
        return grants.empty()
                ? Finding.ok("permissions", "this user may read and write the topics, and create those of the stores")
                : grants.lacking("permissions");
    }

    /** Asks the broker to check, and to create nothing. */
    private boolean mayCreate(String topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(
                            List.of(new NewTopic(topic, 1, (short) -1)), new CreateTopicsOptions().validateOnly(true))
                    .all()
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                throw e;
            }
            // A topic policy may dislike the topic that is asked about; that is no lack of a permission.
            return !(e.getCause() instanceof AuthorizationException);
        }
    }

    private Finding groups() throws ExecutionException, InterruptedException {
        Grants grants = new Grants(bootstrap);
        List<String> groups = new ArrayList<>(List.of(applicationId));
        groups.addAll(Act.GROUPS);
        for (String group : groups) {
            if (!access.mayJoin(group)) {
                grants.add(EnumSet.of(READ), Grants.On.GROUP, group);
            }
        }
        return grants.empty()
                ? Finding.ok("groups", "this user may join " + String.join(", ", groups))
                : grants.lacking("groups");
    }

    private Finding transactions() throws ExecutionException, InterruptedException {
        if (access.maySee(applicationId + "-doctor")) {
            return Finding.ok(
                    "transactions",
                    "this user may use ids that begin with " + applicationId + "- (writing was not tried)");
        }
        Grants grants = new Grants(bootstrap);
        grants.add(EnumSet.of(DESCRIBE, WRITE), Grants.On.TRANSACTIONAL_IDS, applicationId + "-");
        return grants.lacking("transactions");
    }
}
