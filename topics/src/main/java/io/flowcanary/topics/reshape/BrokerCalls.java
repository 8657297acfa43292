package io.flowcanary.topics.reshape;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Kafka's administration, one call at a time. What it refuses is an {@link IllegalStateException} that says what was tried. */
final class BrokerCalls {
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Admin admin;

    BrokerCalls(Admin admin) {
        this.admin = admin;
    }

    Optional<TopicDescription> describe(String topic) {
        return unless(
                UnknownTopicOrPartitionException.class,
                "describe " + topic,
                admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
    }

    short replicas(String topic) {
        return (short) describe(topic)
                .orElseThrow(() -> new IllegalStateException(topic + " is gone"))
                .partitions()
                .get(0)
                .replicas()
                .size();
    }

    /** The settings that were made for this topic, not those of the broker. */
    Map<String, String> ownSettings(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return get(
                        "read the settings of " + topic,
                        admin.describeConfigs(List.of(resource)).all())
                .get(resource)
                .entries()
                .stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value, (one, other) -> one, TreeMap::new));
    }

    void create(NewTopic topic) {
        get("create " + topic.name(), admin.createTopics(List.of(topic)).all());
        await(topic.name(), true);
    }

    void delete(String topic) {
        unless(
                UnknownTopicOrPartitionException.class,
                "delete " + topic,
                admin.deleteTopics(List.of(topic)).all());
        await(topic, false);
    }

    /** The controller answers before every broker has heard of it. */
    private void await(String topic, boolean present) {
        long end = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (describe(topic).isPresent() != present) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the brokers do not show within " + VISIBLE_WITHIN.toSeconds()
                        + " s that " + topic + (present ? " was created" : " was deleted"));
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    Map<Integer, Long> offsets(String topic, OffsetSpec which, IsolationLevel isolation) {
        Collection<TopicPartition> partitions = describe(topic).map(TopicDescription::partitions).stream()
                .flatMap(Collection::stream)
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
        Map<Integer, Long> offsets = new TreeMap<>();
        get(
                        "read the offsets of " + topic,
                        admin.listOffsets(asked, new ListOffsetsOptions(isolation))
                                .all())
                .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
        return offsets;
    }

    /** How many are members of a group; 0 when there is no such group. */
    int members(String group) {
        return unless(
                        GroupIdNotFoundException.class,
                        "describe the group " + group,
                        admin.describeConsumerGroups(List.of(group))
                                .describedGroups()
                                .get(group))
                .map(found -> found.members().size())
                .orElse(0);
    }

    /** A group's places in one topic, by partition; empty when it has none. */
    Map<Integer, OffsetAndMetadata> places(String group, String topic) {
        Map<Integer, OffsetAndMetadata> places = new HashMap<>();
        unless(
                        GroupIdNotFoundException.class,
                        "read the places of the group " + group,
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .orElse(Map.of())
                .forEach((partition, place) -> {
                    if (partition.topic().equals(topic) && place != null) {
                        places.put(partition.partition(), place);
                    }
                });
        return places;
    }

    void put(String group, Map<TopicPartition, OffsetAndMetadata> places) {
        get(
                "put the group " + group + " in its place",
                admin.alterConsumerGroupOffsets(group, places).all());
    }

    private static <T> T get(String what, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "cannot " + what + ": " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker", e);
        }
    }

    private static <T> Optional<T> unless(Class<? extends Exception> absent, String what, KafkaFuture<T> future) {
        try {
            return Optional.ofNullable(get(what, future));
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof ExecutionException failed && absent.isInstance(failed.getCause())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
