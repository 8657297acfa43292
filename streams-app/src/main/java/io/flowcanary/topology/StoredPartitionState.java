package io.flowcanary.topology;

import io.flowcanary.assemble.Cell;
import io.flowcanary.assemble.Conversation;
import io.flowcanary.assemble.PartitionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A partition's state in the task's logged stores. They commit together with what was forwarded, so after a crash a changed
 * cell is either still marked or its totals are out.
 */
final class StoredPartitionState implements PartitionState {
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<String, Conversation> conversations;
    private final KeyValueStore<String, byte[]> reminders;
    private final KeyValueStore<String, Long> sums;
    private final KeyValueStore<String, byte[]> changed;
    private final KeyValueStore<String, String> versions;
    private final KeyValueStore<String, Long> figures;

    StoredPartitionState(ProcessorContext<?, ?> context) {
        conversations = Store.CONVERSATIONS.of(context);
        reminders = Store.REMINDERS.of(context);
        sums = Store.SUMS.of(context);
        changed = Store.CHANGED.of(context);
        versions = Store.VERSIONS.of(context);
        figures = Store.FIGURES.of(context);
    }

    @Override
    public Conversation conversation(String id) {
        return conversations.get(id);
    }

    @Override
    public void putConversation(String id, Conversation conversation) {
        conversations.put(id, conversation);
    }

    @Override
    public void removeConversation(String id) {
        conversations.delete(id);
    }

    @Override
    public void remindOf(String id, long at) {
        reminders.put(hex(at) + id, PRESENT);
    }

    @Override
    public void due(long upTo, BiConsumer<String, Long> reminder) {
        for (String key : keys(reminders, hex(0), hex(upTo))) {
            reminders.delete(key);
            reminder.accept(key.substring(hex(0).length()), Long.parseLong(key.substring(0, hex(0).length()), 16));
        }
    }

    @Override
    public void add(Cell cell, String column, long amount) {
        String key = cell.firstKey() + column;
        long sum = Objects.requireNonNullElse(sums.get(key), 0L) + amount;
        sums.put(key, sum == 0 ? null : sum);
        changed.put(cell.key(), PRESENT);
    }

    @Override
    public void changed(BiConsumer<Cell, Map<String, Long>> cells) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = changed.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        for (String key : keys) {
            Cell cell = Cell.ofKey(key);
            Map<String, Long> columns = new HashMap<>();
            try (KeyValueIterator<String, Long> range = sums.range(cell.firstKey(), cell.lastKey())) {
                while (range.hasNext()) {
                    KeyValue<String, Long> sum = range.next();
                    columns.put(sum.key.substring(cell.firstKey().length()), sum.value);
                }
            }
            cells.accept(cell, columns);
            changed.delete(key);
        }
    }

    @Override
    public void dropBefore(long minute) {
        for (String key : keys(sums, "", Cell.firstKeyOf(minute))) {
            sums.delete(key);
        }
    }

    @Override
    public String versions(String canary) {
        return versions.get(canary);
    }

    @Override
    public void putVersions(String canary, String line) {
        versions.put(canary, line);
    }

    @Override
    public Long figure(String name) {
        return figures.get(name);
    }

    @Override
    public void putFigure(String name, long value) {
        figures.put(name, value);
    }

    @Override
    public Map<String, Long> figures(String prefix) {
        Map<String, Long> found = new HashMap<>();
        try (KeyValueIterator<String, Long> range = figures.range(prefix, prefix + '\uffff')) {
            range.forEachRemaining(entry -> found.put(entry.key.substring(prefix.length()), entry.value));
        }
        return found;
    }

    private static <V> List<String> keys(KeyValueStore<String, V> store, String from, String to) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, V> range = store.range(from, to)) {
            range.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    private static String hex(long at) {
        return Long.toHexString((1L << 48) + Math.max(0, at));
    }
}
