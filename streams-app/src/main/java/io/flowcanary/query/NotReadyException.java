package io.flowcanary.query;

/** The asked state cannot be read here and now; asking again later may help. The message says why. */
public final class NotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what cannot be read, and why */
    public NotReadyException(String message) {
        super(message);
    }
}
