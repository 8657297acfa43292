package io.flowcanary.topics.reshape;

import io.flowcanary.topics.Topic;
import io.flowcanary.topics.TopicAdmin;
import io.flowcanary.topics.reshape.Ranges.Range;
import io.flowcanary.topics.reshape.TopicState.Copy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/** What a reset asks and changes on the broker besides records. A copy's progress is kept as group offsets, which go with it. */
final class BrokerTopics {
    /** Its offsets in a copy say how many records that holds once it is complete. */
    private static final String MARK = "flow-canary-topics-reset";

    private final BrokerCalls calls;
    private final List<String> groups;

    BrokerTopics(Admin admin, List<String> groups) {
        calls = new BrokerCalls(admin);
        this.groups = List.copyOf(groups);
    }

    TopicState state(Topic topic) {
        String name = topic.topicName();
        int partitions = calls.describe(name).map(it -> it.partitions().size()).orElse(0);
        Ranges all = partitions == 0 ? new Ranges(name, Map.of()) : ranges(name);
        return new TopicState(
                topic,
                partitions,
                copy(topic),
                all.size(),
                all.after(read(all)).size(),
                partitions != 0 && !all.equals(ranges(name, IsolationLevel.READ_UNCOMMITTED)));
    }

    private Copy copy(Topic topic) {
        String copy = TopicAdmin.copyOf(topic);
        if (calls.describe(copy).isEmpty()) {
            return Copy.NONE;
        }
        Map<Integer, OffsetAndMetadata> marks = calls.places(MARK, copy);
        if (marks.size() < topic.partitions()) {
            return Copy.BEGUN;
        }
        // Whatever was written to a misshapen topic since then is not in the copy.
        boolean misshapen = calls.describe(topic.topicName())
                .filter(it -> it.partitions().size() != topic.partitions())
                .isPresent();
        String then = marks.get(0).metadata();
        return misshapen && !then.equals(Long.toString(written(topic.topicName()))) ? Copy.BEGUN : Copy.COMPLETE;
    }

    /** The groups that somebody is a member of, and how many are. */
    Map<String, Integer> members() {
        return groups.stream().collect(Collectors.toMap(group -> group, calls::members)).entrySet().stream()
                .filter(group -> group.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The records that a reader sees who waits for the end of transactions. */
    Ranges ranges(String topic) {
        return ranges(topic, IsolationLevel.READ_COMMITTED);
    }

    private Ranges ranges(String topic, IsolationLevel isolation) {
        Map<Integer, Long> first = calls.offsets(topic, OffsetSpec.earliest(), isolation);
        Map<Integer, Long> end = calls.offsets(topic, OffsetSpec.latest(), isolation);
        Map<Integer, Range> ranges = new TreeMap<>();
        first.forEach((partition, from) -> ranges.put(partition, new Range(from, end.get(partition))));
        return new Ranges(topic, ranges);
    }

    /** The part that every group has read which reads the topic at all. */
    Ranges read(Ranges all) {
        Map<Integer, Long> reached = new HashMap<>();
        for (String group : groups) {
            Map<Integer, OffsetAndMetadata> places = calls.places(group, all.topic());
            if (!places.isEmpty()) {
                all.ofPartition().keySet().forEach(partition -> {
                    OffsetAndMetadata place = places.get(partition);
                    reached.merge(partition, place == null ? 0L : place.offset(), Math::min);
                });
            }
        }
        return all.before(reached);
    }

    Map<Integer, Long> ends(String topic) {
        return calls.offsets(topic, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** How many records were ever written to it, markers of transactions included. */
    long written(String topic) {
        return ends(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    void delete(String topic) {
        calls.delete(topic);
    }

    void createCopy(Topic topic, String copy) {
        Map<String, String> config = calls.ownSettings(topic.topicName());
        config.remove(TopicConfig.RETENTION_BYTES_CONFIG);
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        config.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
        calls.create(new NewTopic(copy, topic.partitions(), calls.replicas(topic.topicName())).configs(config));
    }

    /** Creates a topic with the settings that its copy kept for it, and the contract's. */
    void createLike(String copy, Topic topic) {
        Map<String, String> config = calls.ownSettings(copy);
        config.putAll(topic.config());
        calls.create(new NewTopic(topic.topicName(), topic.partitions(), calls.replicas(copy)).configs(config));
    }

    /** Says that a copy is complete as of so many records ever written. */
    void mark(String copy, long written) {
        Map<TopicPartition, OffsetAndMetadata> marks = new HashMap<>();
        ends(copy)
                .forEach((partition, end) -> marks.put(
                        new TopicPartition(copy, partition), new OffsetAndMetadata(end, Long.toString(written))));
        calls.put(MARK, marks);
    }

    /** The records of a complete copy. */
    Ranges marks(String copy) {
        Map<Integer, Range> ranges = new TreeMap<>();
        calls.places(MARK, copy).forEach((partition, mark) -> ranges.put(partition, new Range(0, mark.offset())));
        return new Ranges(copy, ranges);
    }

    /** Each group that has a place in the topic gets one at the end of its copy, with what it noted beside it. */
    void keepPlaces(String topic, String copy) {
        Map<Integer, Long> ends = ends(copy);
        for (String group : groups) {
            Map<Integer, OffsetAndMetadata> noted = calls.places(group, topic);
            if (!noted.isEmpty()) {
                Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
                ends.forEach((partition, end) -> places.put(
                        new TopicPartition(copy, partition),
                        new OffsetAndMetadata(
                                end,
                                Optional.ofNullable(noted.get(partition))
                                        .map(OffsetAndMetadata::metadata)
                                        .orElse(""))));
                calls.put(group, places);
            }
        }
    }

    /** The same places in the topic itself, whose offsets are those of its copy. */
    void movePlaces(String copy, String topic) {
        for (String group : groups) {
            Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
            calls.places(group, copy)
                    .forEach((partition, place) -> places.put(new TopicPartition(topic, partition), place));
            if (!places.isEmpty()) {
                calls.put(group, places);
            }
        }
    }
}
