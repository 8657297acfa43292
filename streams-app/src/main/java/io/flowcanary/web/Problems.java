package io.flowcanary.web;

import io.flowcanary.desk.UnansweredOrderException;
import io.flowcanary.query.NotReadyException;
import io.flowcanary.record.InvalidPolicyException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every failure's problem document, in one place. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER = "1";

    private Problems() {}

    static void add(RoutesConfig routes) {
        routes.exception(ProblemException.class, (e, context) -> write(context, e));
        routes.exception(NotReadyException.class, (e, context) -> {
            context.header("Retry-After", RETRY_AFTER);
            write(context, new ProblemException(503, "not-ready", "Not ready", e.getMessage()));
        });
        routes.exception(
                InvalidPolicyException.class,
                (e, context) -> write(
                        context, new ProblemException(400, "invalid-policy", "The policy is invalid", e.getMessage())));
        routes.exception(UnansweredOrderException.class, (e, context) -> write(context, unanswered(e)));
        routes.exception(HttpResponseException.class, (e, context) -> write(context, ofServer(e, context)));
        routes.exception(Exception.class, (e, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), e);
            write(context, new ProblemException(500, "internal", "This is a bug", "see the service's log"));
        });
    }

    private static ProblemException unanswered(UnansweredOrderException e) {
        String ask = Path.of(e.canary()) + "/orders";
        return new ProblemException(
                504,
                "unanswered",
                "The order is not answered yet",
                e.getMessage() + "; it may still take effect: ask " + ask + " for order " + e.id()
                        + ", or send it again with 'Idempotency-Key: " + e.id() + "', which cannot run it twice",
                Map.of("order", e.id(), "ask", ask));
    }

    /** What the server itself refuses. */
    private static ProblemException ofServer(HttpResponseException e, Context context) {
        return switch (e.getStatus()) {
            case 404 -> ProblemException.notFound("there is nothing at this path; see /api/v1/openapi.json");
            case 405 ->
                new ProblemException(
                        405,
                        "method-not-allowed",
                        "Method not allowed",
                        context.method() + " is not allowed here; see /api/v1/openapi.json");
            case 413 ->
                new ProblemException(
                        413,
                        "too-large",
                        "The body is too large",
                        "send a shorter body; ACCESS_MAX_BODY says how many bytes are accepted");
            default -> new ProblemException(e.getStatus(), "http-" + e.getStatus(), "Refused", e.getMessage());
        };
    }

    private static void write(Context context, ProblemException e) {
        Problem problem = e.problem(context.path());
        Json.write(context.status(problem.status()), Problem.CONTENT_TYPE, problem);
    }
}
