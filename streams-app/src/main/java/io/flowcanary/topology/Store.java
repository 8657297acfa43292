package io.flowcanary.topology;

import io.flowcanary.assemble.Conversation;
import io.flowcanary.assemble.StoredConversation;
import io.flowcanary.record.Answer;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Totals;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Watermark;
import io.flowcanary.rollout.CanaryState;
import io.flowcanary.topics.Topic;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Each state store's name and serdes, once. All are logged; the large ones are on disk, the small ones in memory. */
public record Store<K, V>(String name, Serde<K> keys, Serde<V> values, boolean small) {
    /** What is remembered of each conversation, by its id. */
    public static final Store<String, Conversation> CONVERSATIONS =
            new Store<>("conversations", Serdes.String(), conversations(), false);

    static final Store<String, byte[]> REMINDERS = new Store<>("reminders", Serdes.String(), Serdes.ByteArray(), false);
    static final Store<String, Long> SUMS = new Store<>("sums", Serdes.String(), Serdes.Long(), false);
    static final Store<String, byte[]> CHANGED = new Store<>("changed", Serdes.String(), Serdes.ByteArray(), true);

    /** The versions of each canary that are told apart. */
    public static final Store<String, String> VERSIONS =
            new Store<>("versions", Serdes.String(), Serdes.String(), true);

    /** Each source partition's counters, and how far its event time is. */
    public static final Store<String, Long> FIGURES = new Store<>("figures", Serdes.String(), Serdes.Long(), true);

    /** Latest totals by {@link io.flowcanary.tally.TallyStore#key}. */
    public static final Store<String, Totals> TALLIES =
            new Store<>("tallies", Serdes.String(), Messages.serde(Totals.class), false);

    /** Latest watermark by source partition. */
    public static final Store<Integer, Watermark> WATERMARKS =
            new Store<>("watermarks", Serdes.Integer(), Messages.serde(Watermark.class), true);

    /** What is remembered of each canary. */
    public static final Store<String, CanaryState> CANARIES =
            new Store<>("canaries", Serdes.String(), json(CanaryState.class), true);

    /** What the judge said, by {@link Chronicle#key}. */
    public static final Store<String, Verdict> VERDICTS =
            new Store<>("verdicts", Serdes.String(), Messages.serde(Verdict.class), false);

    /** What was ordered, by {@link Chronicle#key}. */
    public static final Store<String, Answer> ORDERS =
            new Store<>("orders", Serdes.String(), Messages.serde(Answer.class), false);

    /** The topic whose partitions tell which task judges a canary. */
    public static final String JUDGED_BY = Topic.COMMANDS.topicName();

    StoreBuilder<KeyValueStore<K, V>> builder(Function<String, KeyValueBytesStoreSupplier> large) {
        KeyValueBytesStoreSupplier supplier = small ? Stores.inMemoryKeyValueStore(name) : large.apply(name);
        return Stores.keyValueStoreBuilder(supplier, keys, values).withCachingEnabled();
    }

    KeyValueStore<K, V> of(ProcessorContext<?, ?> context) {
        return context.getStateStore(name);
    }

    private static Serde<Conversation> conversations() {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : StoredConversation.write(value),
                (topic, bytes) -> bytes == null ? null : StoredConversation.read(bytes));
    }

    static <T> Serde<T> json(Class<T> type) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : Messages.json().writeValueAsBytes(value),
                (topic, bytes) -> bytes == null ? null : Messages.json().readValue(bytes, type));
    }
}
