package io.flowcanary.act;

import io.flowcanary.act.ActHealth.Target;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers how each target does, and logs a problem when it begins, changes in kind, or ends: never at each attempt. */
final class HealthBoard {
    private static final Logger LOG = LoggerFactory.getLogger(HealthBoard.class);

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Clock clock;

    HealthBoard(Clock clock) {
        this.clock = clock;
    }

    /** {@code kind} is null while all is well. */
    private record Entry(Target target, Problem.Kind kind) {}

    void works(String target) {
        entries.compute(target, (name, before) -> {
            if (before != null && before.target().ok()) {
                return before;
            }
            if (before != null) {
                LOG.info("{} works again", name);
            }
            return new Entry(new Target(true, null, clock.instant()), null);
        });
    }

    void fails(String target, Problem problem) {
        entries.compute(target, (name, before) -> {
            if (before != null && same(before, problem)) {
                return new Entry(
                        new Target(false, problem.text(), before.target().since()), problem.kind());
            }
            if (problem.kind() == Problem.Kind.RETRY) {
                LOG.warn("{}: {}; trying again", name, problem.text());
            } else {
                LOG.error("{}: {}", name, problem.text());
            }
            boolean failedBefore = before != null && !before.target().ok();
            return new Entry(
                    new Target(
                            false,
                            problem.text(),
                            failedBefore ? before.target().since() : clock.instant()),
                    problem.kind());
        });
    }

    /** Outages differ in wording from attempt to attempt; refusals do not, and each other one is worth a line. */
    private static boolean same(Entry before, Problem problem) {
        return before.kind() == problem.kind()
                && (problem.kind() == Problem.Kind.RETRY
                        || problem.text().equals(before.target().problem()));
    }

    /** The target is no longer in use. */
    void forget(String target) {
        entries.remove(target);
    }

    ActHealth health() {
        Map<String, Target> targets = new TreeMap<>();
        entries.forEach((name, entry) -> targets.put(name, entry.target()));
        return new ActHealth(Collections.unmodifiableMap(targets));
    }
}
