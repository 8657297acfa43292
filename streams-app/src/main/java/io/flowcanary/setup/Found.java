package io.flowcanary.setup;

import java.util.Map;

/**
 * What is there of a resource.
 *
 * @param there whether anything is
 * @param ours whether it carries our mark
 * @param properties those that a {@link Resource} of the kind has
 * @param obstacle why it can neither be made nor changed, and what to do; null when it can
 * @param holds why it should not be removed; null when it can be
 * @param note what people should know; null when there is nothing
 */
record Found(boolean there, boolean ours, Map<String, String> properties, String obstacle, String holds, String note) {
    static Found missing() {
        return new Found(false, false, Map.of(), null, null, null);
    }

    static Found ours(boolean ours, Map<String, String> properties) {
        return new Found(true, ours, properties, null, null, null);
    }

    Found blockedBy(String reason) {
        return new Found(there, ours, properties, reason, holds, note);
    }

    Found holding(String reason) {
        return new Found(there, ours, properties, obstacle, reason, note);
    }

    Found noting(String text) {
        return new Found(there, ours, properties, obstacle, holds, text);
    }
}
