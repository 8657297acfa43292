package io.flowcanary.local.aws;

/** An answer other than success. JSON and query protocol name the same error differently, hence two codes. */
final class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String queryCode;
    private final int status;

    AwsError(String code, String queryCode, int status, String message) {
        // No stack trace: this is an answer to a client, and faults on demand raise it by the thousand.
        super(message, null, false, false);
        this.code = code;
        this.queryCode = queryCode;
        this.status = status;
    }

    AwsError(String code, String message) {
        this(code, code, 400, message);
    }

    String code() {
        return code;
    }

    String queryCode() {
        return queryCode;
    }

    int status() {
        return status;
    }

    /** The caller's fault rather than the service's: the SDKs retry only the latter. */
    boolean sender() {
        return status < 500;
    }
}
