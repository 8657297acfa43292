package io.flowcanary.local.proof;

import static io.flowcanary.local.proof.Question.ALPHA;

import io.flowcanary.judge.evidence.Block;
import io.flowcanary.judge.evidence.GuardrailEvidence;
import io.flowcanary.plan.Chance;
import java.util.ArrayList;
import java.util.List;

/**
 * One rollout from its first step to its end, with the steps, the bake, the guardrails and the maturities of a policy's defaults and
 * a look every minute. Every share is in force at once. What is tried is the rule for the steps before the last.
 */
final class WholeRollout {
    static final List<Double> SHARES = List.of(0.05, 0.25, 0.50);
    /** Of the guardrails in {@link Watched#DEFAULT_MARGINS}, in minutes. */
    static final List<Integer> MATURITIES = List.of(5, 20, 2, 5);

    static final int BAKE_MINUTES = 30;
    static final int MIN_CALLS = 20;
    private static final int DEADLINE_MINUTES = 24 * 60;
    private static final int QUICKEST = 2;
    private static final int MINUTES_BEFORE = 60;

    private final double callsPerHour;
    private final Advancing rule;
    private final Chance chance;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Integer> shareChanges = new ArrayList<>();
    private int step;
    private int since;

    /** How it ended. */
    enum End {
        ROLLED_BACK,
        PROMOTED,
        UNDECIDED
    }

    /**
     * @param minutes after the start
     * @param rose whether it ever went beyond the first step
     * @param hurt canary calls that would have gone better on stable: as many as are expected, given the calls
     */
    record Ending(End end, int minutes, boolean rose, double hurt) {}

    private WholeRollout(double callsPerHour, List<Watched> guardrails, Advancing rule, Chance chance) {
        this.callsPerHour = callsPerHour;
        this.rule = rule;
        this.chance = chance;
        int before = chance.arrivals(callsPerHour * MINUTES_BEFORE / 60);
        for (int i = 0; i < guardrails.size(); i++) {
            readings.add(new Reading(guardrails.get(i), MATURITIES.get(i), before));
        }
    }

    /** @param guardrails the default ones, in order */
    static Ending of(double callsPerHour, List<Watched> guardrails, Advancing rule, Chance chance) {
        return new WholeRollout(callsPerHour, guardrails, rule, chance).play();
    }

    private Ending play() {
        double hurt = 0;
        for (int now = 1; now <= DEADLINE_MINUTES; now++) {
            hurt += draw(now - 1);
            readings.forEach(this::read);
            if (readings.stream().anyMatch(Reading::harmful)) {
                return new Ending(End.ROLLED_BACK, now, step > 0, hurt);
            }
            if (now - since >= BAKE_MINUTES
                    && readings.get(QUICKEST).step.canaryCalls() >= MIN_CALLS
                    && readings.stream().allMatch(this::allows)) {
                if (step == SHARES.size() - 1) {
                    return new Ending(End.PROMOTED, now, true, hurt);
                }
                step++;
                since = now;
                shareChanges.add(now);
            }
        }
        return new Ending(End.UNDECIDED, DEADLINE_MINUTES, step > 0, hurt);
    }

    private boolean allows(Reading reading) {
        return step == SHARES.size() - 1
                ? reading.shown()
                : rule.allows(reading.evidence, reading.level(), reading.watched.margin());
    }

    /** Draws a minute's calls; returns how many callers it hurts. */
    private double draw(int minute) {
        double share = SHARES.get(step);
        int stable = chance.arrivals(callsPerHour / 60 * (1 - share));
        int canary = chance.arrivals(callsPerHour / 60 * share);
        double hurt = 0;
        for (Reading reading : readings) {
            double good = reading.watched.stable().at(minute);
            double bad = reading.watched.canary().at(minute);
            reading.minutes.add(new Block(stable, chance.bad(stable, good), canary, chance.bad(canary, bad)));
            hurt += canary * Math.max(0, bad - good);
        }
        return hurt;
    }

    /** Reads the minutes that are mature now: one more each minute, once the first is. */
    private void read(Reading reading) {
        int minute = reading.minutes.size() - 1 - reading.maturity;
        if (minute >= 0) {
            reading.read(minute, shareChanges.contains(minute));
        }
    }

    /** One guardrail's calls, and what is known of them. */
    private final class Reading {
        private final Watched watched;
        private final int maturity;
        private final List<Block> minutes = new ArrayList<>();
        private GuardrailEvidence evidence = GuardrailEvidence.NEW;
        private Block open = Block.EMPTY;
        private Block step = Block.EMPTY;

        Reading(Watched watched, int maturity, int before) {
            this.watched = watched;
            this.maturity = maturity;
            evidence = evidence.before(
                    new Block(before, chance.bad(before, watched.stable().at(0)), 0, 0));
        }

        void read(int minute, boolean shareChanges) {
            if (shareChanges) {
                endBlock();
                step = Block.EMPTY;
            }
            open = open.plus(minutes.get(minute));
            step = step.plus(minutes.get(minute));
            if (open.comparable()) {
                endBlock();
            }
        }

        private void endBlock() {
            evidence = evidence.after(open, watched.margin());
            open = Block.EMPTY;
        }

        double level() {
            return ALPHA / readings.size();
        }

        boolean harmful() {
            return evidence.harmful(level(), 1, watched.margin());
        }

        /** What the last step asks for. */
        boolean shown() {
            return rule.promotes(evidence) && step.comparable() && Difference.of(step) <= watched.margin();
        }
    }
}
