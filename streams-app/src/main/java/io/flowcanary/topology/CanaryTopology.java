package io.flowcanary.topology;

import io.flowcanary.record.Message;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Watermark;
import io.flowcanary.topics.Topic;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * From conversation events to verdicts, in two halves that meet in {@code canary.tallies}: one task per source partition
 * assembles and sums, one task per partition of canaries tallies and judges. So a canary that takes every call is summed by
 * all tasks, and its judge sees a few totals a second.
 */
public final class CanaryTopology {
    static final String READ_EVENTS = "read-events";
    static final String ASSEMBLE_CONVERSATIONS = "assemble-conversations";
    static final String WRITE_TALLIES = "write-tallies";
    static final String WRITE_OUTCOMES = "write-outcomes";
    static final String BURY_EVENTS = "bury-events";
    static final String READ_TALLIES = "read-tallies";
    static final String TALLY_CALLS = "tally-calls";
    static final String READ_COMMANDS = "read-commands";
    static final String OBEY_COMMANDS = "obey-commands";
    static final String JUDGE_CANARIES = "judge-canaries";
    static final String WRITE_ANSWERS = "write-answers";
    static final String WRITE_ROLLOUTS = "write-rollouts";
    static final String WRITE_VERDICTS = "write-verdicts";
    static final String BURY_TALLIES = "bury-tallies";

    private static final Deserializer<String> KEY = Serdes.String().deserializer();
    private static final Deserializer<byte[]> BYTES = Serdes.ByteArray().deserializer();

    private CanaryTopology() {}

    /** The topology; {@code clock} only tells how long the watermark has stood still. */
    public static Topology build(TopologySettings settings, java.time.Clock clock) {
        return build(settings, clock, Stores::persistentKeyValueStore);
    }

    /** The topology with its large stores elsewhere than on disk: opening those of one task takes RocksDB 200 ms. */
    static Topology build(
            TopologySettings settings, java.time.Clock clock, Function<String, KeyValueBytesStoreSupplier> large) {
        Topology topology = new Topology();

        topology.addSource(READ_EVENTS, KEY, BYTES, Topic.CONVERSATION_EVENTS.topicName());
        topology.addProcessor(
                ASSEMBLE_CONVERSATIONS,
                () -> new AssembleConversations(settings.assemble(), settings.flushInterval()),
                READ_EVENTS);
        for (Store<?, ?> store : List.of(
                Store.CONVERSATIONS, Store.REMINDERS, Store.SUMS, Store.CHANGED, Store.VERSIONS, Store.FIGURES)) {
            topology.addStateStore(store.builder(large), ASSEMBLE_CONVERSATIONS);
        }
        topology.addSink(
                WRITE_TALLIES,
                Topic.TALLIES.topicName(),
                Serdes.String().serializer(),
                json(),
                new WatermarksToAll(),
                ASSEMBLE_CONVERSATIONS);
        sink(topology, WRITE_OUTCOMES, Topic.OUTCOMES, ASSEMBLE_CONVERSATIONS);
        sink(topology, BURY_EVENTS, Topic.DEAD_LETTERS, ASSEMBLE_CONVERSATIONS);

        topology.addSource(READ_TALLIES, KEY, BYTES, Topic.TALLIES.topicName());
        topology.addProcessor(TALLY_CALLS, () -> new TallyCalls(settings), READ_TALLIES);
        topology.addSource(READ_COMMANDS, KEY, BYTES, Topic.COMMANDS.topicName());
        topology.addProcessor(OBEY_COMMANDS, () -> new ObeyCommands(settings), READ_COMMANDS);
        topology.addProcessor(JUDGE_CANARIES, () -> new JudgeCanaries(settings, clock), TALLY_CALLS);
        topology.addStateStore(Store.TALLIES.builder(large), TALLY_CALLS, OBEY_COMMANDS, JUDGE_CANARIES);
        topology.addStateStore(Store.WATERMARKS.builder(large), TALLY_CALLS, OBEY_COMMANDS, JUDGE_CANARIES);
        for (Store<?, ?> store : List.of(Store.CANARIES, Store.VERDICTS, Store.ORDERS)) {
            topology.addStateStore(store.builder(large), OBEY_COMMANDS, JUDGE_CANARIES);
        }
        sink(topology, WRITE_ANSWERS, Topic.ANSWERS, OBEY_COMMANDS);
        sink(topology, WRITE_ROLLOUTS, Topic.ROLLOUTS, OBEY_COMMANDS, JUDGE_CANARIES);
        sink(topology, WRITE_VERDICTS, Topic.VERDICTS, OBEY_COMMANDS, JUDGE_CANARIES);
        sink(topology, BURY_TALLIES, Topic.DEAD_LETTERS, TALLY_CALLS, OBEY_COMMANDS);
        return topology;
    }

    private static void sink(Topology topology, String name, Topic topic, String... parents) {
        topology.addSink(name, topic.topicName(), Serdes.String().serializer(), json(), parents);
    }

    private static Serializer<Message> json() {
        return (topic, message) -> Messages.write(message);
    }

    /** Totals go where their canary is judged; a watermark concerns every judge. */
    private static final class WatermarksToAll implements StreamPartitioner<String, Message> {
        @Override
        public Optional<Set<Integer>> partitions(String topic, String key, Message message, int partitions) {
            return message instanceof Watermark
                    ? Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()))
                    : Optional.empty();
        }
    }
}
