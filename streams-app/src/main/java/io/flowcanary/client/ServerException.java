package io.flowcanary.client;

import java.io.IOException;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The service refused, failed, or did not answer; the message says which, and what to do. */
public final class ServerException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int NO_ANSWER = 0;

    private final int status;
    private final transient JsonNode problem;

    private ServerException(int status, JsonNode problem, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.problem = problem;
    }

    static ServerException noAnswer(String server, Exception cause) {
        String why = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return new ServerException(
                NO_ANSWER,
                MissingNode.getInstance(),
                server + " does not answer (" + cause.getClass().getSimpleName() + why
                        + "): is the streams service running there? Name another one with --server or FLOW_CANARY_SERVER",
                cause);
    }

    static ServerException refused(String server, int status, JsonNode problem) {
        String detail = problem.path("detail").asString("");
        String said = switch (status) {
            case 401 -> "it needs a token: use --token-file or FLOW_CANARY_TOKEN";
            case 403 -> "the token's role does not allow it";
            default -> "";
        };
        String text = detail.isEmpty() ? said : said.isEmpty() ? detail : detail + " (" + said + ")";
        boolean ownWords = status == 409 || status == 404 || status == 423 || status == 400;
        return new ServerException(
                status, problem, ownWords ? text : server + " answers " + status + ": " + text, null);
    }

    static ServerException strange(String server, int status, Throwable cause) {
        return new ServerException(
                status,
                MissingNode.getInstance(),
                String.format(Locale.ROOT, "%s answers %d, but it is not the streams service", server, status),
                cause);
    }

    /** The HTTP status; 0 without an answer. */
    public int status() {
        return status;
    }

    /** Whether the same question may be answered later. */
    public boolean passing() {
        return status == NO_ANSWER || status == 429 || status >= 500;
    }

    /** The problem document; a missing node without one. */
    public JsonNode problem() {
        return problem;
    }
}
