package io.flowcanary.act;

/**
 * Why AWS did not do what it was asked.
 *
 * @param kind what that means for another attempt
 * @param text for people
 */
record Problem(Kind kind, String text) {

    enum Kind {
        /** Throttled, unreachable, or broken on their side: the same call may work in a moment. */
        RETRY,
        /** Not allowed, or the target does not exist: works once somebody has changed something. */
        DENIED,
        /** The request itself is wrong and will never be accepted. */
        REJECTED
    }

    static Problem retry(String text) {
        return new Problem(Kind.RETRY, text);
    }

    static Problem denied(String text) {
        return new Problem(Kind.DENIED, text);
    }

    static Problem rejected(String text) {
        return new Problem(Kind.REJECTED, text);
    }
}
