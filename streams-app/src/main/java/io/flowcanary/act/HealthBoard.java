package io.flowcanary.act;

import io.flowcanary.act.ActHealth.Target;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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

    private static final String UP = "flow.canary.target.up";
    private static final String FAILURES = "flow.canary.action.failures";

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Clock clock;
    private final MeterRegistry meters;

    HealthBoard(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /** {@code kind} is null while all is well. */
    private record Entry(Target target, Problem.Kind kind) {}

    void works(String target) {
        show(target);
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
        show(target);
        failures(target).increment();
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
        meters.find(UP).tag("target", target).meters().forEach(meters::remove);
    }

    private void show(String target) {
        if (!entries.containsKey(target)) {
            Gauge.builder(UP, entries, all -> up(all.get(target)))
                    .description("1 while the last attempt on the target worked, 0 while it did not")
                    .tag("target", target)
                    .register(meters);
            // From 0 on: Prometheus' increase sees no rise in what it has not seen before.
            failures(target);
        }
    }

    private Counter failures(String target) {
        return meters.counter(FAILURES, "target", target);
    }

    private static double up(Entry entry) {
        return entry == null ? Double.NaN : entry.target().ok() ? 1 : 0;
    }

    ActHealth health() {
        Map<String, Target> targets = new TreeMap<>();
        entries.forEach((name, entry) -> targets.put(name, entry.target()));
        return new ActHealth(Collections.unmodifiableMap(targets));
    }
}
