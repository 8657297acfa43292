package io.flowcanary.record;

/** A record that can never be used, however often it is read: it belongs in the dead letters, and the stream goes on. */
public final class UnusableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason a short kebab-case name that counters carry, for example {@code malformed-json}
     * @param detail what is wrong, where and what was expected; holds no personal data
     */
    public UnusableRecordException(String reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    /** The kebab-case name under which this is counted. */
    public String reason() {
        return reason;
    }
}
