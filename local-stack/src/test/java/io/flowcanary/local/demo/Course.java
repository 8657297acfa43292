package io.flowcanary.local.demo;

import static io.flowcanary.record.Verdict.Kind.HOLD;

import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.Recording;
import io.flowcanary.local.centre.Truth;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What becomes of a rollout whose calls come from the contact centre: the loop closed in memory.
 *
 * @param verdicts all of them, in order
 * @param truth about the calls
 */
record Course(List<Verdict> verdicts, Truth truth) {
    static final Instant FROM = Instant.parse("2026-01-15T10:00:00Z");

    /** @param lines takes every envelope */
    static Course of(CentreSettings settings, Policy policy, Duration longest, Consumer<String> lines) {
        List<Verdict> verdicts = new ArrayList<>();
        FollowedRollout rollout = new FollowedRollout(policy, verdicts::add);
        Recording.Listener listener = new Recording.Listener() {
            @Override
            public void hear(String envelope) {
                lines.accept(envelope);
                rollout.accept(envelope);
            }

            @Override
            public boolean wantsCalls() {
                return !rollout.ended();
            }
        };
        try {
            Truth truth = Recording.play(settings, rollout, FROM, longest, listener);
            rollout.finish();
            return new Course(verdicts, truth);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Verdict last() {
        return verdicts.get(verdicts.size() - 1);
    }

    /** Verdicts that say something else than the one before. */
    List<Verdict> changes() {
        List<Verdict> changes = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            Verdict before = changes.isEmpty() ? null : changes.get(changes.size() - 1);
            if (before == null
                    || verdict.transition()
                    || verdict.verdict() != before.verdict()
                    || verdict.reason() != before.reason()) {
                changes.add(verdict);
            }
        }
        return changes;
    }

    /** Holds that people were told of. */
    List<Verdict> alarms() {
        return verdicts.stream()
                .filter(verdict -> verdict.transition() && verdict.verdict() == HOLD)
                .toList();
    }
}
