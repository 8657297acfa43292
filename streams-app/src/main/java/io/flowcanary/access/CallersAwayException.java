package io.flowcanary.access;

/** Whether a token is good cannot be told at the moment; the message says why. */
final class CallersAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallersAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
