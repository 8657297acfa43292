package io.flowcanary.local.proof;

import io.flowcanary.judge.evidence.Block;
import io.flowcanary.plan.Chance;
import java.util.List;
import java.util.stream.IntStream;

/** The guide's whole procedure: its point rule on abandons and transfers, which ends with a rollback or with a promotion. */
enum Guide {
    /** Looks every 15 minutes; the first look with enough calls decides. */
    POLLED(15, 0),
    /** Looks every minute; 30 healthy minutes promote. */
    STREAM(1, 30);

    /** How it may end. */
    enum End {
        ROLLED_BACK,
        PROMOTED,
        OPEN
    }

    private final int everyMinutes;
    private final int bakeMinutes;

    Guide(int everyMinutes, int bakeMinutes) {
        this.everyMinutes = everyMinutes;
        this.bakeMinutes = bakeMinutes;
    }

    /** In which fraction of the runs it ended so. */
    double fraction(End end, Situation situation, int runs, long seed, Progress progress) {
        long ended = IntStream.range(0, runs)
                .parallel()
                .filter(run -> {
                    boolean so = run(situation, new Chance(seed * runs + run)) == end;
                    progress.ran(Runs.work(situation));
                    return so;
                })
                .count();
        return ended / (double) runs;
    }

    /** One run. */
    End run(Situation situation, Chance chance) {
        Calls calls = new Calls(situation, chance);
        List<PointRule> rules = situation.guardrails().stream()
                .map(watched -> new PointRule(watched.margin(), everyMinutes))
                .toList();
        int healthySince = -1;
        for (int minute = 0; minute < situation.minutes(); minute++) {
            calls.draw(minute);
            Block[] drawn = calls.end();
            for (int i = 0; i < drawn.length; i++) {
                rules.get(i).read(minute, drawn[i]);
            }
            if ((minute + 1) % everyMinutes != 0 || !rules.get(0).enough()) {
                continue;
            }
            if (rules.stream().anyMatch(PointRule::exceeded)) {
                return End.ROLLED_BACK;
            }
            healthySince = healthySince < 0 ? minute : healthySince;
            if (minute - healthySince >= bakeMinutes) {
                return End.PROMOTED;
            }
        }
        return End.OPEN;
    }
}
