package io.flowcanary.judge;

import io.flowcanary.judge.evidence.Baseline;
import io.flowcanary.judge.evidence.Block;
import io.flowcanary.judge.gate.GateFinding;
import io.flowcanary.judge.gate.SplitTest;
import io.flowcanary.record.Fact;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.PromoteRule;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What holds the canary back from more calls, the most urgent first. */
final class Holds {
    private static final long FEWEST_CALLS = 200;
    private static final double MOST_LATE = 0.01;
    private static final double MOST_UNVERSIONED = 0.05;
    private static final long LATE_WINDOW_MINUTES = 60;
    private static final double DEVIATIONS = 4;
    private static final double LN_ALARM = Math.log(1000);

    private final Look look;
    private final List<Finding> deciding;
    private final List<Hold> found = new ArrayList<>();

    /** One of them. Its text is worked out for who asks: people read that of the most urgent alone. */
    record Hold(Reason reason, Supplier<String> text) {}

    private Holds(Look look, List<Finding> findings) {
        this.look = look;
        this.deciding = findings.stream().filter(Finding::gates).toList();
    }

    static List<Hold> of(Look look, List<Finding> findings) {
        Holds holds = new Holds(look, findings);
        holds.gate();
        holds.lateData();
        holds.unversioned();
        holds.baselineShift();
        holds.noData();
        holds.baking();
        holds.minCalls();
        holds.stepRule();
        return holds.found;
    }

    private void gate() {
        GateFinding.of(look.evidence().gate().check(), look.rollout().share())
                .ifPresent(finding -> hold(
                        finding.cause() == GateFinding.Cause.NOT_RANDOM
                                ? Reason.GATE_NOT_RANDOM
                                : Reason.SPLIT_MISMATCH,
                        finding::explanation));
    }

    private void lateData() {
        long to = look.toMinute();
        long from = to - LATE_WINDOW_MINUTES;
        Policy.Versions versions = look.policy().versions();
        long stable = look.counts().total(versions.stable(), Fact.STARTED, from, to);
        long canary = look.counts().total(versions.canary(), Fact.STARTED, from, to);
        long stableLate = look.counts().lateEvents(versions.stable(), from, to);
        long canaryLate = look.counts().lateEvents(versions.canary(), from, to);
        if (stable + canary < FEWEST_CALLS) {
            return;
        }
        if (stableLate + canaryLate > MOST_LATE * (stable + canary)) {
            hold(
                    Reason.LATE_DATA,
                    text(
                            "%,d events of the last hour's %,d calls came too late to be evidence: look at the bridge and its queue",
                            stableLate + canaryLate, stable + canary));
        } else if (stable > 0
                && canary > 0
                && new SplitTest(canary / (double) (stable + canary)).lnBayesFactor(canaryLate, stableLate)
                        >= LN_ALARM) {
            hold(
                    Reason.LATE_DATA,
                    text(
                            "%,d late events of %,d canary calls, %,d of %,d stable ones: the versions are not affected alike",
                            canaryLate, canary, stableLate, stable));
        }
    }

    private void unversioned() {
        VersionReading read = look.evidence().versions();
        if (read.recent() < FEWEST_CALLS) {
            return;
        }
        double share = read.noneRecent() / read.recent();
        double before = read.before() < FEWEST_CALLS ? 1 : (double) read.noneBefore() / read.before();
        boolean doubled = share > 2 * before && far(2 * before, read.before(), share, read.recent());
        if (share > MOST_UNVERSIONED || doubled) {
            hold(
                    Reason.UNVERSIONED,
                    text(
                            "%.1f %% of the calls carry no version%s: does every path through the flow pass the gate?",
                            100 * share,
                            doubled ? String.format(Locale.ROOT, ", %.1f %% before the canary", 100 * before) : ""));
        }
    }

    /**
     * Stable's own rate got worse with this step's share: what both versions use may be overloaded by the canary, and then their
     * difference says nothing. Other changes of stable's rate hit both versions, which are compared at the same time.
     */
    private void baselineShift() {
        for (Finding finding : look.rollout().step() == 0 ? List.<Finding>of() : deciding) {
            Block now = finding.reading().step();
            Baseline all = finding.reading().evidence().baseline();
            Block open = finding.reading().open();
            long calls = all.calls() - (now.stableCalls() - open.stableCalls());
            long bad = all.bad() - (now.stableBad() - open.stableBad());
            if (calls < FEWEST_CALLS || now.stableCalls() < FEWEST_CALLS) {
                continue;
            }
            double was = (double) bad / calls;
            double is = (double) now.stableBad() / now.stableCalls();
            if (is - was > 2 * finding.guardrail().margin() / 100 && far(was, calls, is, now.stableCalls())) {
                hold(
                        Reason.BASELINE_SHIFT,
                        text(
                                "stable's own %s went from %.1f %% to %.1f %% with the share of %d %%: does the canary overload what both versions use?",
                                finding.name(),
                                100 * was,
                                100 * is,
                                look.rollout().share()));
                return;
            }
        }
    }

    /** Whether two observed shares are further apart than chance takes them. */
    private static boolean far(double one, double ofOne, double other, double ofOther) {
        double pooled = (one * ofOne + other * ofOther) / (ofOne + ofOther);
        return Math.abs(one - other) > DEVIATIONS * Math.sqrt(pooled * (1 - pooled) * (1 / ofOne + 1 / ofOther));
    }

    private void noData() {
        if (deciding.stream().noneMatch(finding -> finding.calls().comparable())) {
            hold(Reason.NO_DATA, () -> "no calls of both versions are old enough to compare");
        }
    }

    private void baking() {
        Rollout rollout = look.rollout();
        if (rollout.confirmedAt() == null) {
            hold(Reason.BAKING, text("waiting for the share of %d %% to be in force", rollout.share()));
            return;
        }
        Duration bake = rollout.policy().bake();
        Duration baked = look.at().isBefore(rollout.confirmedAt())
                ? Duration.ZERO
                : Duration.between(rollout.confirmedAt(), look.at());
        if (baked.compareTo(bake) < 0) {
            hold(
                    Reason.BAKING,
                    () -> String.format(
                            Locale.ROOT,
                            "%d of %d minutes at %d %%; %s",
                            baked.toMinutes(),
                            bake.plusSeconds(59).toMinutes(),
                            rollout.share(),
                            rates(deciding)));
        }
    }

    private void minCalls() {
        int quickest = Evidence.quickestAges(look.policy());
        long calls = look.evidence().guardrails().entrySet().stream()
                .filter(entry -> MatureCalls.ages(look.policy().guardrail(entry.getKey())) == quickest)
                .mapToLong(entry -> entry.getValue().step().canaryCalls())
                .findFirst()
                .orElse(0);
        if (look.rollout().confirmedAt() != null && calls < look.policy().minCalls()) {
            hold(
                    Reason.MIN_CALLS,
                    text(
                            "%,d of %,d canary calls at this share",
                            calls, look.policy().minCalls()));
        }
    }

    private void stepRule() {
        int lastBelow100 = look.policy().steps().size() - 2;
        if (look.rollout().step() >= lastBelow100 && look.policy().promote() == PromoteRule.EVIDENCE) {
            shown();
            noneWorseAtThisStep();
        } else {
            nothingSpeaksAgainstIt();
        }
    }

    private void nothingSpeaksAgainstIt() {
        List<Finding> cautious = deciding.stream().filter(Finding::cautious).toList();
        List<Finding> open = deciding.stream()
                .filter(finding -> !finding.excludesLargeHarm() && !finding.cautious())
                .toList();
        if (!cautious.isEmpty()) {
            hold(
                    Reason.CAUTION,
                    () -> cautious.stream().map(Finding::cautionText).collect(Collectors.joining("; ")));
        }
        if (!open.isEmpty()) {
            hold(
                    Reason.INSUFFICIENT_EVIDENCE,
                    () -> open.stream().map(Finding::openText).collect(Collectors.joining("; ")));
        }
    }

    private void shown() {
        List<Finding> open =
                deciding.stream().filter(finding -> !finding.shown()).toList();
        if (!open.isEmpty()) {
            hold(
                    Reason.INSUFFICIENT_EVIDENCE,
                    () -> open.stream().map(Finding::missingText).collect(Collectors.joining("; ")));
        }
    }

    private void noneWorseAtThisStep() {
        for (Finding finding : deciding) {
            Rates own = finding.ownStep();
            if (!own.comparable()) {
                hold(Reason.INSUFFICIENT_EVIDENCE, text("%s: no call of this step is old enough", finding.name()));
            } else if (own.worseBy(finding.guardrail().margin())) {
                hold(
                        Reason.CAUTION,
                        () -> String.format(
                                Locale.ROOT,
                                "at this step %s %s: %s; the canary is promoted when no more than that is observed",
                                finding.name(),
                                own.text(),
                                own.excess(finding.guardrail().margin())));
            }
        }
    }

    static String rates(List<Finding> findings) {
        return findings.stream().map(Finding::ratesText).collect(Collectors.joining("; "));
    }

    private void hold(Reason reason, Supplier<String> text) {
        found.add(new Hold(reason, text));
    }

    private static Supplier<String> text(String format, Object... arguments) {
        return () -> String.format(Locale.ROOT, format, arguments);
    }
}
