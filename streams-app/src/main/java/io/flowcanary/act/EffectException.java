package io.flowcanary.act;

/** AWS did not do what it was asked. */
final class EffectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whether asking again can help. */
    enum Kind {
        /** Throttled, timed out or out of order: asking again later helps. */
        RETRY,
        /** Not allowed: somebody has to grant a permission; asking again finds out when they have. */
        DENIED,
        /** Not acceptable as asked: somebody has to change a policy or create something. */
        REJECTED
    }

    private final Kind kind;

    EffectException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
