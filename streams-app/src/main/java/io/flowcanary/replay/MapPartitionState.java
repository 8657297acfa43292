package io.flowcanary.replay;

import io.flowcanary.assemble.Cell;
import io.flowcanary.assemble.Conversation;
import io.flowcanary.assemble.PartitionState;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** A partition's state in memory. */
final class MapPartitionState implements PartitionState {
    private record Reminder(long at, String id) {}

    private final Map<String, Conversation> conversations = new HashMap<>();
    private final TreeMap<Long, Set<String>> reminders = new TreeMap<>();
    private final TreeMap<Long, Map<Cell, Map<String, Long>>> sums = new TreeMap<>();
    private final Set<Cell> changed = new LinkedHashSet<>();
    private final Map<String, String> versions = new HashMap<>();
    private final Map<String, Long> figures = new HashMap<>();

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
        conversations.remove(id);
    }

    @Override
    public void remindOf(String id, long at) {
        reminders.computeIfAbsent(at, time -> new LinkedHashSet<>()).add(id);
    }

    @Override
    public void due(long upTo, BiConsumer<String, Long> reminder) {
        List<Reminder> due = reminders.headMap(upTo).entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(id -> new Reminder(entry.getKey(), id)))
                .toList();
        reminders.headMap(upTo).clear();
        due.forEach(entry -> reminder.accept(entry.id(), entry.at()));
    }

    @Override
    public void add(Cell cell, String column, long amount) {
        sums.computeIfAbsent(cell.minute(), minute -> new HashMap<>())
                .computeIfAbsent(cell, key -> new HashMap<>())
                .merge(column, amount, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
        changed.add(cell);
    }

    @Override
    public void changed(BiConsumer<Cell, Map<String, Long>> cells) {
        changed.forEach(
                cell -> cells.accept(cell, Map.copyOf(sums.get(cell.minute()).get(cell))));
        changed.clear();
    }

    @Override
    public void dropBefore(long minute) {
        sums.headMap(minute).clear();
        changed.removeIf(cell -> cell.minute() < minute);
    }

    @Override
    public String versions(String canary) {
        return versions.get(canary);
    }

    @Override
    public void putVersions(String canary, String lines) {
        versions.put(canary, lines);
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
        return figures.entrySet().stream()
                .filter(figure -> figure.getKey().startsWith(prefix))
                .collect(Collectors.toMap(figure -> figure.getKey().substring(prefix.length()), Map.Entry::getValue));
    }
}
