package io.flowcanary.topics.reshape;

import io.flowcanary.topics.Topic;
import io.flowcanary.topics.TopicAdmin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a reset would do, and what stands in its way.
 *
 * @param topics those that are not as they should be, in the order of the contract
 * @param members the consumer groups that are in use, with the number of their members
 */
public record ResetPlan(List<TopicState> topics, Map<String, Integer> members) {
    public ResetPlan {
        topics = List.copyOf(topics);
        members = Map.copyOf(members);
    }

    /** Whether every topic has the contract's shape and no reset was left unfinished. */
    public boolean nothingToDo() {
        return topics.isEmpty();
    }

    /** What has to end first; empty when the reset can begin. */
    public List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        members.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(group -> obstacles.add("the group " + group.getKey() + " has "
                        + counted(group.getValue(), "member")
                        + ": stop every streams service first; its groups are empty 10 s later"));
        topics.stream()
                .filter(TopicState::openTransaction)
                .forEach(state ->
                        obstacles.add("a transaction on " + state.topic().topicName()
                                + " is still open: it ends by itself within a minute of the service's end"));
        return obstacles;
    }

    /** The plan for people, line by line. */
    public List<String> lines() {
        if (nothingToDo()) {
            return List.of(
                    Topic.values().length + " topics have the partitions that they should have: nothing to reset");
        }
        List<String> lines = new ArrayList<>();
        topics.forEach(state -> lines.addAll(steps(state)));
        String others = Topic.values().length - topics.size() + " other topics";
        lines.add("Kept as they are: " + others
                + ", the stream's stores with their changelogs, and its local state. No record is deleted for good.");
        if (topics.stream().anyMatch(state -> state.topic() == Topic.CONVERSATION_EVENTS)) {
            lines.add("Events that were not read yet may count as late: in the totals, not in the evidence.");
        }
        lines.add("Order: stop every bridge and every streams service; topics reset --apply; topics check;"
                + " start the streams service, then the bridge.");
        return lines;
    }

    private static List<String> steps(TopicState state) {
        String name = state.topic().topicName();
        String copy = TopicAdmin.copyOf(state.topic());
        int wanted = state.topic().partitions();
        List<String> lines = new ArrayList<>();
        lines.add(
                state.misshapen()
                        ? name + " has " + state.partitions() + " partitions, the contract says " + wanted + ":"
                        : name + ": an earlier reset did not finish:");
        if (state.misshapen() && state.copy() != TopicState.Copy.COMPLETE) {
            lines.add("  copy its " + counted(state.records(), "record") + " to " + copy
                    + ", by key and in order of time; " + String.format(Locale.ROOT, "%,d", state.unread())
                    + " of them are not read yet");
        }
        if (!state.misshapen() && state.copy() == TopicState.Copy.BEGUN) {
            lines.add("  delete " + copy + ", which is not complete; " + name + " itself holds every record");
            return lines;
        }
        if (state.partitions() != wanted) {
            lines.add("  delete it, and create it with " + wanted + " partitions");
        }
        lines.add("  copy the records back, put its group where it was, and delete " + copy);
        return lines;
    }

    private static String counted(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    /** The topics by name, for a message. */
    String names() {
        return topics.stream().map(state -> state.topic().topicName()).collect(Collectors.joining(", "));
    }
}
