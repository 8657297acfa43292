package io.flowcanary.setup;

import java.util.List;

/**
 * What is done about one resource.
 *
 * @param kind for example queue
 * @param resource its name
 * @param differences for {@link Action#CHANGE}: what is changed
 * @param note why, or what people should know; null when there is nothing to say
 */
public record Step(Action action, String kind, String resource, List<Difference> differences, String note) {
    /** What is done. */
    public enum Action {
        /** It is missing and will be made. */
        CREATE,
        /** It differs from what is wanted. */
        CHANGE,
        /** It is as it should be, or is gone as it should be. */
        NOTHING,
        /** It is in the way; nothing at all is done until somebody fixes it. */
        BLOCKED,
        /** It will be removed. */
        REMOVE,
        /** It stays, and the note says why. */
        KEEP
    }

    /**
     * One property that differs.
     *
     * @param is null when it is not set
     * @param wanted what it will be
     */
    public record Difference(String property, String is, String wanted) {}

    boolean acts() {
        return action == Action.CREATE || action == Action.CHANGE || action == Action.REMOVE;
    }
}
