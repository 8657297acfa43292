package io.flowcanary.local.aws;

import java.util.ArrayDeque;
import java.util.List;

/** The newest effects in order of arrival; bounded, because a demo may run for days. */
final class Recorded<T> {
    private static final int LIMIT = 10_000;

    private final ArrayDeque<T> newest = new ArrayDeque<>();

    synchronized void add(T effect) {
        if (newest.size() == LIMIT) {
            newest.removeFirst();
        }
        newest.addLast(effect);
    }

    synchronized List<T> list() {
        return List.copyOf(newest);
    }
}
