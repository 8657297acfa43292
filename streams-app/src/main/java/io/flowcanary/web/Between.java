package io.flowcanary.web;

import java.time.Duration;
import java.time.Instant;

/** The parameters {@code from} and {@code to}, both given. */
record Between(Instant from, Instant to) {
    static Between of(Parameters parameters, Duration longest) {
        Instant from = parameters.instant("from", null);
        Instant to = parameters.instant("to", null);
        if (from == null || to == null) {
            throw Parameters.wrong(from == null ? "from" : "to", null, "an instant: from and to come together");
        }
        if (from.toEpochMilli() < 0
                || !from.isBefore(to)
                || Duration.between(from, to).compareTo(longest) > 0) {
            throw Parameters.wrong("to", to.toString(), "after from, by " + longest + " at most");
        }
        return new Between(from, to);
    }
}
