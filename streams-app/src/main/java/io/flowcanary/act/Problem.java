package io.flowcanary.act;

/**
 * Why AWS did not do what it was asked.
 *
 * @param kind what that means for another attempt
 * @param why what AWS said, in a clause for people
 * @param todo what somebody has to change, as an order; null when nobody has to
 * @param cause one lower-case word with hyphens, for machines
 * @param code AWS's error code; null when AWS gave none
 */
record Problem(Kind kind, String why, String todo, String cause, String code) {

    enum Kind {
        /** Throttled, unreachable, or broken on their side: the same call may work in a moment. */
        RETRY,
        /** Not allowed, not there, of the wrong type or region: the same call works once somebody has changed something. */
        CONFIGURATION,
        /** This one message, or this one record, will never be accepted: others may. */
        REJECTED
    }

    static Problem retry(String why) {
        return new Problem(Kind.RETRY, why, null, "try-again", null);
    }

    static Problem configuration(String why, String todo) {
        return new Problem(Kind.CONFIGURATION, why, todo, "configuration", null);
    }

    static Problem rejected(String why) {
        return new Problem(Kind.REJECTED, why, null, "rejected", null);
    }

    /** The same, as machines are told of it. */
    Problem as(String knownCause, String awsCode) {
        return new Problem(kind, why, todo, knownCause, awsCode);
    }

    /** Why, and what to do about it. */
    String text() {
        return todo == null ? why : why + ": " + todo;
    }
}
