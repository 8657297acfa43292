package io.flowcanary.settings;

/** A setting that cannot be; its message names the variable, the value unless it is secret, and what is allowed. */
public final class InvalidSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidSettingException(String variable, String value, String allowed) {
        super(variable + " is " + (value == null ? "not set" : "'" + value + "'") + "; allowed: " + allowed);
    }
}
