package io.flowcanary.topology;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.assemble.Cell;
import io.flowcanary.query.Shard;
import io.flowcanary.record.Answer;
import io.flowcanary.record.Command;
import io.flowcanary.record.DeadLetter;
import io.flowcanary.record.GenesysFigures;
import io.flowcanary.record.Heartbeat;
import io.flowcanary.record.Message;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Outcome;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.SourceRecord;
import io.flowcanary.record.Totals;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Watermark;
import io.flowcanary.rollout.CanaryState;
import io.flowcanary.tally.VersionTally;
import io.flowcanary.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The whole topology with one source partition, driven event by event; all its stores are in memory. */
public final class Stream implements AutoCloseable {
    static final Duration FLUSH = Duration.ofSeconds(1);
    static final Instant WALL = Instant.parse("2026-01-15T12:00:00Z");

    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> events;
    private final TestInputTopic<String, byte[]> commands;
    private final TestInputTopic<String, byte[]> tallies;
    private final int sourcePartitions;
    private Instant wall;

    public Stream() {
        this(1);
    }

    /** A judge that waits for this many source partitions; the driver's own is number 0. */
    Stream(int sourcePartitions) {
        this(sourcePartitions, WALL);
    }

    private Stream(int sourcePartitions, Instant begin) {
        this.sourcePartitions = sourcePartitions;
        wall = begin;
        TopologySettings settings = new TopologySettings(
                AssembleSettings.DEFAULTS, sourcePartitions, FLUSH, Duration.ofMinutes(2), Duration.ofDays(7));
        Properties properties = new Properties();
        // The driver keeps its stores by application, so two at once need two names.
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test-" + UUID.randomUUID());
        InstantSource now = () -> wall;
        driver = new TopologyTestDriver(
                CanaryTopology.build(settings, new SourceClock(now), Stores::inMemoryKeyValueStore), properties, wall);
        events = input(Topic.CONVERSATION_EVENTS);
        commands = input(Topic.COMMANDS);
        tallies = input(Topic.TALLIES);
    }

    private TestInputTopic<String, byte[]> input(Topic topic) {
        return driver.createInputTopic(topic.topicName(), new StringSerializer(), new ByteArraySerializer());
    }

    /** This one's task on another instance: it finds the stores as they were, and nothing else. Closes this one. */
    Stream restarted() {
        Stream next = new Stream(sourcePartitions, wall);
        driver.getAllStateStores().keySet().forEach(store -> copy(store, next));
        close();
        return next;
    }

    /** Holds, besides its own, the canaries of a task that did not know of them. */
    public void learnsCanariesOf(Stream other) {
        other.copy(Store.CANARIES.name(), this);
    }

    /** Holds a canary as an earlier release may have left it. */
    void holds(String canary, String stateJson) {
        Serde<CanaryState> serde = Store.CANARIES.values();
        CanaryState state = serde.deserializer().deserialize(null, stateJson.getBytes(StandardCharsets.UTF_8));
        driver.<String, CanaryState>getKeyValueStore(Store.CANARIES.name()).put(canary, state);
    }

    /** What is kept of a canary. */
    String kept(String canary) {
        CanaryState state = driver.<String, CanaryState>getKeyValueStore(Store.CANARIES.name())
                .get(canary);
        return new String(Store.CANARIES.values().serializer().serialize(null, state), StandardCharsets.UTF_8);
    }

    private void copy(String store, Stream next) {
        KeyValueStore<Object, Object> to = next.driver.getKeyValueStore(store);
        try (KeyValueIterator<Object, Object> all =
                driver.<Object, Object>getKeyValueStore(store).all()) {
            all.forEachRemaining(entry -> to.put(entry.key, entry.value));
        }
    }

    public void pipe(SourceRecord... records) {
        for (SourceRecord record : records) {
            String key = record instanceof io.flowcanary.record.ConversationEvent event ? event.conversationId() : null;
            events.pipeInput(key, Messages.write(record));
        }
    }

    void pipeRaw(byte[] value) {
        events.pipeInput("c-raw", value);
    }

    void pipeRawCommand(byte[] value) {
        commands.pipeInput(Call.CANARY, value);
    }

    void pipeRawTally(byte[] value) {
        tallies.pipeInput(Call.CANARY, value);
    }

    /** Event time reaches this time everywhere, and everything is flushed. */
    public void drainedUpTo(String time) {
        pipe(new Heartbeat("test", Call.at(time), false, Call.at(time)));
        flush();
    }

    /** Another source partition says how far it is. */
    void otherPartition(int partition, String watermark) {
        tallies.pipeInput(null, Messages.write(new Watermark(partition, Call.at(watermark), Map.of())));
    }

    public void command(Command command) {
        commands.pipeInput(command.canary(), Messages.write(command));
    }

    /** Everything is handed on, and the judge has had its turns. */
    public void flush() {
        pass(FLUSH);
        for (int i = 0; i < 10; i++) {
            pass(JudgeCanaries.TURN);
        }
    }

    /** Lets wall-clock time pass. */
    public void pass(Duration time) {
        wall = wall.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** One version's calls that started in this minute. */
    VersionTally tally(String version, String minute) {
        long start = Call.at(minute) / Cell.MINUTE;
        return VersionTally.read(new StoredTallies(driver.getKeyValueStore("tallies")), Call.CANARY, start, start + 1)
                .getOrDefault(version, NONE);
    }

    /** Every version's calls, whenever they started. */
    Map<String, VersionTally> tallies() {
        return VersionTally.read(
                new StoredTallies(driver.getKeyValueStore("tallies")),
                Call.CANARY,
                0,
                Call.at("23:59:59") / Cell.MINUTE);
    }

    /** The latest totals of a cell as they crossed to the judge. */
    Totals totals(String canary, String version, String minute) {
        KeyValueStore<String, Totals> store = driver.getKeyValueStore("tallies");
        return store.get(io.flowcanary.tally.TallyStore.key(new Totals(
                canary,
                version,
                Call.at(minute) / Cell.MINUTE,
                0,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                0,
                Map.of())));
    }

    Map<String, Long> events() {
        KeyValueStore<Integer, Watermark> store = driver.getKeyValueStore("watermarks");
        return store.get(0).events();
    }

    long remembered() {
        KeyValueStore<String, Object> store = driver.getKeyValueStore("conversations");
        long count = 0;
        try (KeyValueIterator<String, Object> all = store.all()) {
            for (; all.hasNext(); all.next()) {
                count++;
            }
        }
        return count;
    }

    public List<Verdict> verdicts() {
        return read(Topic.VERDICTS, Verdict.class);
    }

    public List<Rollout> rollouts() {
        return read(Topic.ROLLOUTS, Rollout.class);
    }

    List<Outcome> outcomes() {
        return read(Topic.OUTCOMES, Outcome.class);
    }

    List<DeadLetter> deadLetters() {
        return read(Topic.DEAD_LETTERS, DeadLetter.class);
    }

    /** Every total that the judge knows, by key. */
    Map<String, Totals> allTotals() {
        Map<String, Totals> totals = new TreeMap<>();
        try (KeyValueIterator<String, Totals> all =
                driver.<String, Totals>getKeyValueStore("tallies").all()) {
            all.forEachRemaining(entry -> totals.put(entry.key, entry.value));
        }
        return totals;
    }

    /** What became of the orders since the last time. */
    public List<Answer> answers() {
        return read(Topic.ANSWERS, Answer.class);
    }

    /** Its stores, as queries read them. */
    public Shard shard() {
        return new Shard() {
            @Override
            public <K, V> ReadOnlyKeyValueStore<K, V> store(Store<K, V> store) {
                return driver.getKeyValueStore(store.name());
            }

            @Override
            public void confirm() {}
        };
    }

    /** What its clock shows. */
    public Instant now() {
        return wall;
    }

    private <T extends Message> List<T> read(Topic topic, Class<T> kind) {
        List<T> messages = new ArrayList<>();
        driver.createOutputTopic(topic.topicName(), new StringDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .forEach(bytes -> messages.add(Messages.read(bytes, kind)));
        return messages;
    }

    static final VersionTally NONE =
            new VersionTally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null, Map.of(), 0, GenesysFigures.NONE);

    @Override
    public void close() {
        driver.close();
    }

    /** A clock that shows what the test's wall shows. */
    private static final class SourceClock extends java.time.Clock {
        private final InstantSource source;

        SourceClock(InstantSource source) {
            this.source = source;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public java.time.Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return source.instant();
        }
    }
}
