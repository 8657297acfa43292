package io.flowcanary.setup;

/** AWS cannot be set up; the message says what was tried, why it failed and what to do. */
public final class SetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SetupException(String message, Throwable cause) {
        super(message, cause);
    }

    SetupException(String message) {
        super(message);
    }
}
