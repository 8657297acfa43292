package io.flowcanary.record;

/** A policy that cannot be followed. The message names the field, its value and what is allowed. */
public final class InvalidPolicyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidPolicyException(String message) {
        super(message);
    }

    static InvalidPolicyException of(String field, Object value, String allowed) {
        return new InvalidPolicyException(field + ": " + value + " is not allowed; expected " + allowed);
    }
}
