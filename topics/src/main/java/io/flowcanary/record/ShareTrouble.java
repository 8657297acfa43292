package io.flowcanary.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;

/**
 * Why a wanted share is not in force although it has been tried for half a minute.
 *
 * @param since when the tries began to fail
 * @param held what the SSM parameter holds, at most 32 characters; empty when there is no such parameter, null when it cannot be
 *     read
 * @param cause one lower-case word with hyphens, for machines
 * @param code AWS's error code; null when AWS gave none
 * @param why in plain words
 * @param todo what somebody can do about it; null when there is nothing but to wait
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShareTrouble(Instant since, String held, String cause, String code, String why, String todo) {
    private static final int LONGEST = 32;

    public ShareTrouble {
        held = held == null || held.length() <= LONGEST ? held : held.substring(0, LONGEST);
    }

    /** The same trouble, begun at another time. */
    public ShareTrouble since(Instant begin) {
        return new ShareTrouble(begin, held, cause, code, why, todo);
    }

    /** Whether both are the same to whoever has to mend it, whatever their wording. */
    public boolean like(ShareTrouble other) {
        return other != null
                && cause.equals(other.cause)
                && Objects.equals(code, other.code)
                && Objects.equals(held, other.held);
    }

    /** What is wanted, what is there, why, and what to do: one sentence without its full stop. */
    public String sentence(int wanted) {
        return standing(wanted) + ": " + why + (todo == null ? "" : "; " + todo);
    }

    /** What is wanted and what is there, for example {@code 0 % wanted; SSM still holds 5 %}. */
    public String standing(int wanted) {
        return wanted + " % wanted; " + found(wanted);
    }

    private String found(int wanted) {
        if (held == null) {
            return "what SSM holds cannot be read";
        }
        if (held.isEmpty()) {
            return "SSM has no such parameter";
        }
        if (held.equals(Integer.toString(wanted))) {
            return "SSM holds it, but somebody else wrote it";
        }
        return held.matches("\\d{1,2}|100") ? "SSM still holds " + held + " %" : "SSM holds '" + held + "'";
    }
}
