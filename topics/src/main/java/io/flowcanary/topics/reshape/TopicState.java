package io.flowcanary.topics.reshape;

import io.flowcanary.topics.Topic;

/**
 * What the broker holds of one topic.
 *
 * @param partitions how many it has; 0 when it is missing
 * @param copy how far an earlier reset came with its copy
 * @param records how many it holds
 * @param unread how many of them its group has not read; all of them when no group reads it
 * @param openTransaction whether a transaction hides some of its records for now
 */
record TopicState(Topic topic, int partitions, Copy copy, long records, long unread, boolean openTransaction) {
    /** The copy beside a topic while it is reset. */
    enum Copy {
        /** There is none. */
        NONE,
        /** It lacks records: it is thrown away and made anew. */
        BEGUN,
        /** It holds every record, so the topic itself may go. */
        COMPLETE
    }

    boolean misshapen() {
        return partitions != 0 && partitions != topic.partitions();
    }

    /** Whether a reset has something to do with it. A topic that is merely missing is for {@code topics apply}. */
    boolean toReset() {
        return misshapen() || copy != Copy.NONE;
    }
}
