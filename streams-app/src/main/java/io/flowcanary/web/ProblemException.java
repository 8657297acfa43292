package io.flowcanary.web;

import java.util.Map;

/** A request that ends with a problem document. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String name;
    private final String title;
    private final transient Map<String, Object> more;

    /**
     * @param name kebab-case name of the kind of problem
     * @param detail what is wrong here, and what to do
     */
    ProblemException(int status, String name, String title, String detail) {
        this(status, name, title, detail, Map.of());
    }

    /** @param more members that the document has besides */
    ProblemException(int status, String name, String title, String detail, Map<String, Object> more) {
        super(detail);
        this.status = status;
        this.name = name;
        this.title = title;
        this.more = more;
    }

    /** A parameter, header or field of the request that cannot be. */
    static ProblemException badRequest(String what, String value, String allowed) {
        String found = value == null ? "is missing" : "'" + shortened(value) + "' is not allowed";
        return new ProblemException(
                400, "bad-request", "The request cannot be understood", what + ": " + found + "; expected " + allowed);
    }

    static ProblemException notFound(String detail) {
        return new ProblemException(404, "not-found", "Not found", detail);
    }

    Problem problem(String path) {
        return new Problem(Problem.TYPES + name, title, status, getMessage(), path, more);
    }

    private static String shortened(String value) {
        return value.length() <= 64 ? value : value.substring(0, 64) + "…";
    }
}
