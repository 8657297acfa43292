package io.flowcanary.local.proof;

import io.flowcanary.local.proof.Question.Moment;
import io.flowcanary.plan.Chance;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What came of many runs.
 *
 * @param moments of every run, earliest first
 */
record Runs(Moment[] moments) {
    /** Runs on all cores. The same seed gives the same runs on any number of them. */
    static Runs of(Situation situation, Question question, int runs, long seed, Progress progress) {
        Moment[] moments = IntStream.range(0, runs)
                .parallel()
                .mapToObj(run -> {
                    Moment moment = question.ask(situation, new Chance(seed * runs + run));
                    progress.ran(work(situation));
                    return moment;
                })
                .toArray(Moment[]::new);
        Arrays.sort(moments, (a, b) -> Integer.compare(a.minute(), b.minute()));
        return new Runs(moments);
    }

    /** About how much work a run is. */
    static long work(Situation situation) {
        return (long) situation.minutes() * situation.guardrails().size();
    }

    /** In which fraction of the runs it came. */
    double came() {
        return cameBy(Integer.MAX_VALUE - 1);
    }

    /** In which fraction of the runs it came by this minute. */
    double cameBy(int minute) {
        return Arrays.stream(moments)
                        .filter(moment -> moment.minute() <= minute)
                        .count()
                / (double) moments.length;
    }

    /** How many canary calls it took at the median; infinite when it did not come in half of the runs. */
    double medianCalls() {
        double[] calls =
                Arrays.stream(moments).mapToDouble(Moment::canaryCalls).sorted().toArray();
        return calls[calls.length / 2];
    }
}
