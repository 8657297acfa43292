package io.flowcanary.local.proof;

import java.util.List;

/**
 * A canary that is watched for some time.
 *
 * @param callsPerHour both versions together, on average
 * @param minutes how long it is watched
 * @param share the canary's
 * @param guardrails what is looked at
 * @param from the minute from which canary calls are counted: where harm begins
 */
record Situation(double callsPerHour, int minutes, Course share, List<Watched> guardrails, int from) {
    Situation {
        if (callsPerHour <= 0 || minutes <= 0 || guardrails.isEmpty()) {
            throw new IllegalArgumentException("a situation needs calls, time and guardrails");
        }
        guardrails = List.copyOf(guardrails);
    }

    static Situation of(double callsPerHour, int hours, double share, Watched... guardrails) {
        return new Situation(callsPerHour, 60 * hours, Course.steady(share), List.of(guardrails), 0);
    }

    Situation with(List<Watched> others) {
        return new Situation(callsPerHour, minutes, share, others, from);
    }

    /** Whether another share comes into force with this minute. */
    boolean shareChanges(int minute) {
        return minute > 0 && share.at(minute) != share.at(minute - 1);
    }
}
