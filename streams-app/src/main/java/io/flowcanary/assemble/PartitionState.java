package io.flowcanary.assemble;

import java.util.Map;
import java.util.function.BiConsumer;

/** Where one source partition's assembly is kept. Everything in it must survive a restart, all of it or nothing. */
public interface PartitionState {
    /** A remembered conversation, or null. */
    Conversation conversation(String id);

    /** Remembers a conversation. */
    void putConversation(String id, Conversation conversation);

    /** Forgets a conversation. */
    void removeConversation(String id);

    /** Sees to it that {@link #due} names the conversation from this time on. */
    void remindOf(String id, long at);

    /** Takes out every reminder up to a time, and hands over its conversation and time. */
    void due(long upTo, BiConsumer<String, Long> reminder);

    /** Adds to a sum and marks its cell as changed. */
    void add(Cell cell, String column, long amount);

    /** Hands over every changed cell with all its sums, by column name, and marks it as unchanged. */
    void changed(BiConsumer<Cell, Map<String, Long>> cells);

    /** Drops the sums of every minute before this one. */
    void dropBefore(long minute);

    /** The versions of a canary that have names of their own, one per line; null when there are none. */
    String versions(String canary);

    /** Keeps the versions of a canary. */
    void putVersions(String canary, String versions);

    /** A figure about the partition as a whole; null when unset. */
    Long figure(String name);

    /** Keeps a figure about the partition as a whole. */
    void putFigure(String name, long value);

    /** Every figure whose name begins so, by the rest of its name. */
    Map<String, Long> figures(String prefix);
}
