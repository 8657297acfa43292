package io.flowcanary.act;

import java.time.Instant;
import java.util.Optional;

/**
 * What was read of a parameter.
 *
 * @param parameter which
 * @param share percentage, 0 to 100; null when it is not known
 * @param at when it was read
 * @param problem why the share is not known, and what to do; null when it is
 */
public record Reading(String parameter, Integer share, Instant at, String problem) {

    static Reading of(String parameter, Answer<Optional<ParameterVersion>> answer, Instant at) {
        if (answer.failed()) {
            return new Reading(parameter, null, at, answer.problem().text());
        }
        if (answer.value().isEmpty()) {
            return new Reading(parameter, null, at, parameter + " does not exist: create it, or correct the policy");
        }
        String value = answer.value().get().value().strip();
        return value.matches("\\d{1,2}|100")
                ? new Reading(parameter, Integer.valueOf(value), at, null)
                : new Reading(
                        parameter,
                        null,
                        at,
                        parameter + " holds '" + value.substring(0, Math.min(32, value.length()))
                                + "', which is not a whole percentage");
    }
}
