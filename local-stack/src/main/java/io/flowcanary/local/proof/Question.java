package io.flowcanary.local.proof;

import io.flowcanary.judge.evidence.Block;
import io.flowcanary.plan.Chance;
import java.util.List;

/**
 * What is waited for in a run.
 *
 * @param kind the rule of each guardrail
 * @param all whether all guardrails' rules must hold at one look, each at the whole level; otherwise one is enough, and they
 *     share the level
 */
record Question(Rule.Kind kind, boolean all) {
    /** The level of everything here. */
    static final double ALPHA = 0.05;

    static final Question ROLLED_BACK = new Question(EvidenceRules::harm, false);
    static final Question PROMOTED = new Question(EvidenceRules::noWorse, true);
    static final Question OUTSIDE_INTERVAL = new Question(EvidenceRules::outsideInterval, true);

    /** As long as the policy's default window, from which the judge reads stable calls. */
    private static final int MINUTES_BEFORE = 60;

    /** When it came: the minute, and the canary calls up to then. */
    record Moment(int minute, double canaryCalls) {
        static final Moment NEVER = new Moment(Integer.MAX_VALUE, Double.POSITIVE_INFINITY);

        boolean came() {
            return minute != Integer.MAX_VALUE;
        }
    }

    /** One run: draws calls until it comes, or time is up. */
    Moment ask(Situation situation, Chance chance) {
        Calls calls = new Calls(situation, chance);
        double level = all ? ALPHA : ALPHA / situation.guardrails().size();
        List<Rule> rules = situation.guardrails().stream()
                .map(watched -> kind.begin(watched, level))
                .toList();
        Block[] before = calls.before(MINUTES_BEFORE);
        for (int i = 0; i < before.length; i++) {
            rules.get(i).before(before[i]);
        }
        long canaryCalls = 0;
        for (int minute = 0; minute < situation.minutes(); minute++) {
            // a block that lacks a version is no evidence; the share's change leaves it behind
            if (situation.shareChanges(minute)) {
                look(rules, minute, calls.end());
            }
            int drawn = calls.draw(minute);
            canaryCalls += minute < situation.from() ? 0 : drawn;
            if (calls.blockEnds() && look(rules, minute, calls.end())) {
                return new Moment(minute, canaryCalls);
            }
        }
        return Moment.NEVER;
    }

    private boolean look(List<Rule> rules, int minute, Block[] blocks) {
        int holding = 0;
        for (int i = 0; i < blocks.length; i++) {
            holding += rules.get(i).after(minute, blocks[i]) ? 1 : 0;
        }
        return all ? holding == blocks.length : holding > 0;
    }
}
