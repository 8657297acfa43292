package io.flowcanary.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the missing topics and reports those that differ. It never changes a topic that exists. */
public final class TopicAdmin {
    private static final String TOPIC = "topic";
    private static final String PARTITIONS = "partitions";
    private static final String RESET = "reset";
    private static final Duration VISIBLE_WITHIN = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Admin admin;

    public TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /**
     * One way in which the broker differs from the contract.
     *
     * @param topic which
     * @param setting {@code topic} when it is missing, {@code partitions}, {@code reset} when one has not finished, or a Kafka
     *     setting's name
     * @param expected what the contract says
     * @param found what the broker holds
     */
    public record Difference(Topic topic, String setting, String expected, String found) {
        /** Whether nothing can work with it: the topic is missing, or keys would go elsewhere. */
        public boolean breaks() {
            return setting.equals(TOPIC) || setting.equals(PARTITIONS) || setting.equals(RESET);
        }

        /** What to do about it. */
        public String remedy() {
            return switch (setting) {
                case TOPIC -> "create it with 'flow-canary topics apply'";
                case PARTITIONS -> "see 'flow-canary topics reset --plan' for the way back to " + expected;
                case RESET -> "finish it with 'flow-canary topics reset --apply'";
                default -> "change it with Kafka's own tools, or live with it";
            };
        }

        @Override
        public String toString() {
            return topic.topicName() + ": " + setting + " is " + found + ", expected " + expected;
        }
    }

    /** The topic that holds a topic's records while that is reset; it exists as long as a reset has not finished. */
    public static String copyOf(Topic topic) {
        return topic.topicName() + ".reset-copy";
    }

    /** Every difference, in the order of the contract; empty when the broker holds all of it. */
    public List<Difference> check() {
        Map<String, TopicDescription> found = describe();
        List<Difference> differences = new ArrayList<>();
        Set<Topic> present = EnumSet.noneOf(Topic.class);
        for (Topic topic : Topic.values()) {
            if (found.containsKey(copyOf(topic))) {
                differences.add(new Difference(topic, RESET, "finished", "not finished"));
            }
            TopicDescription description = found.get(topic.topicName());
            if (description == null) {
                differences.add(new Difference(topic, TOPIC, "present", "missing"));
                continue;
            }
            present.add(topic);
            int partitions = description.partitions().size();
            if (partitions != topic.partitions()) {
                differences.add(new Difference(
                        topic, PARTITIONS, Integer.toString(topic.partitions()), Integer.toString(partitions)));
            }
        }
        Map<ConfigResource, Config> configs = configs(present);
        for (Topic topic : present) {
            Config config = configs.get(resource(topic));
            topic.config().forEach((setting, expected) -> {
                String actual = config.get(setting).value();
                if (!sameSetting(expected, actual)) {
                    differences.add(new Difference(topic, setting, expected, actual));
                }
            });
        }
        return differences;
    }

    /**
     * Creates the topics that are missing.
     *
     * @param replicas copies of each partition; the broker's default when not positive
     * @return the topics created, none when all existed
     */
    public List<Topic> create(int replicas) {
        Map<String, TopicDescription> found = describe();
        List<Topic> created = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (!found.containsKey(topic.topicName()) && create(topic, replicas)) {
                created.add(topic);
            }
        }
        awaitVisible(created);
        return created;
    }

    /** The controller answers before every broker has heard of a new topic. */
    private void awaitVisible(List<Topic> created) {
        long end = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        List<String> names = created.stream().map(Topic::topicName).toList();
        while (!describe().keySet().containsAll(names)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "the broker does not show " + names + " within " + VISIBLE_WITHIN + " of creating them");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean create(Topic topic, int replicas) {
        NewTopic fresh = new NewTopic(topic.topicName(), topic.partitions(), (short) (replicas > 0 ? replicas : -1));
        try {
            admin.createTopics(List.of(fresh.configs(topic.config()))).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw new IllegalStateException(
                    "cannot create " + topic.topicName() + ": " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Map<String, TopicDescription> describe() {
        try {
            Set<String> existing = admin.listTopics().names().get();
            List<String> ours = Arrays.stream(Topic.values())
                    .flatMap(topic -> Stream.of(topic.topicName(), copyOf(topic)))
                    .filter(existing::contains)
                    .toList();
            return admin.describeTopics(ours).allTopicNames().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "cannot read topics: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Map<ConfigResource, Config> configs(Collection<Topic> topics) {
        try {
            return admin.describeConfigs(
                            topics.stream().map(TopicAdmin::resource).toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "cannot read topic settings: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }

    /** Brokers may list a policy's words in any order. */
    private static boolean sameSetting(String expected, String actual) {
        return Set.of(expected.split(",")).equals(Set.of(actual.split(",")));
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while asking the broker", e);
    }
}
