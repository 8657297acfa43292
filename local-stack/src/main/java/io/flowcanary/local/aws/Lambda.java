package io.flowcanary.local.aws;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Lambda's Invoke: the function in the path, the event in the body, and the answer as it comes. */
final class Lambda implements AutoCloseable {
    static final String PATH = "/2015-03-31/functions/{function}/invocations";
    static final String OPERATION = "Invoke";

    private static final Logger LOG = LoggerFactory.getLogger(Lambda.class);
    private static final int LARGEST_PAYLOAD = 6 * 1024 * 1024;
    /** A name, or an ARN, whole or from the account on, with or without a version. */
    private static final Pattern FUNCTION = Pattern.compile(
            "(?:(?:arn:aws:lambda:[a-z0-9-]+:)?\\d{12}:)?(?:function:)?([A-Za-z0-9_-]{1,64})(:\\$LATEST)?");

    private final Map<String, LambdaFunction> functions = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Faults faults;

    Lambda(Clock clock, Faults faults) {
        this.clock = clock;
        this.faults = faults;
    }

    void add(LambdaSetup setup) {
        if (functions.putIfAbsent(setup.name(), new LambdaFunction(setup, clock)) != null) {
            throw new IllegalArgumentException("there is a function " + setup.name() + " already");
        }
    }

    int started(String function) {
        return functions.get(function).started();
    }

    void handle(Context http) throws IOException {
        byte[] body = http.req().getInputStream().readNBytes(LARGEST_PAYLOAD + 1);
        String requestId = UUID.randomUUID().toString();
        http.header("x-amzn-RequestId", requestId);
        try {
            invoke(http, body, requestId);
        } catch (AwsError error) {
            refuse(http, error);
        } catch (RuntimeException | InterruptedException e) {
            LOG.error("Invoke failed", e);
            refuse(http, Service.LAMBDA.broken());
        }
    }

    private void invoke(Context http, byte[] body, String requestId) throws InterruptedException {
        CredentialScope scope = CredentialScope.read(http.header("Authorization"))
                .orElseThrow(() -> new AwsError(
                        "MissingAuthenticationTokenException",
                        "MissingAuthenticationTokenException",
                        403,
                        "Missing Authentication Token"));
        if (!scope.service().equals(Service.LAMBDA.scope())) {
            throw new AwsError(
                    "InvalidSignatureException",
                    "InvalidSignatureException",
                    403,
                    "Credential should be scoped to correct service: 'lambda'.");
        }
        faults.strike(Service.LAMBDA, OPERATION);
        String name = http.pathParam("function");
        LambdaFunction function = function(name, scope.region());
        byte[] event = event(body);
        String type = http.header("X-Amz-Invocation-Type");
        if ("DryRun".equals(type)) {
            http.status(204);
            return;
        }
        if (type != null && !type.equals("RequestResponse")) {
            throw Service.LAMBDA.invalid("This endpoint knows the invocation types RequestResponse and DryRun.");
        }
        LambdaOutcome outcome = function.invoke(requestId, event, arn(name, scope.region()));
        http.status(200).contentType("application/json").header("X-Amz-Executed-Version", "$LATEST");
        if (outcome.error()) {
            http.header("X-Amz-Function-Error", "Unhandled");
        }
        http.result(outcome.payload());
    }

    private LambdaFunction function(String name, String region) {
        Matcher parts = FUNCTION.matcher(name);
        LambdaFunction function = parts.matches() ? functions.get(parts.group(1)) : null;
        if (function == null) {
            throw new AwsError(
                    "ResourceNotFoundException",
                    "ResourceNotFoundException",
                    404,
                    "Function not found: " + arn(name, region));
        }
        return function;
    }

    private static String arn(String name, String region) {
        return name.startsWith("arn:") ? name : Service.LAMBDA.arn(region, "function:" + name);
    }

    private static byte[] event(byte[] body) {
        if (body.length > LARGEST_PAYLOAD) {
            throw new AwsError(
                    "RequestTooLargeException", "RequestTooLargeException", 413, "Request must be smaller than 6 MiB.");
        }
        if (body.length == 0) {
            return new byte[] {'{', '}'};
        }
        try {
            Json.parse(body);
            return body;
        } catch (JacksonException e) {
            throw new AwsError("InvalidRequestContentException", "Could not parse request body into json.");
        }
    }

    private static void refuse(Context http, AwsError error) {
        ObjectNode said = Json.object();
        said.put("Type", error.sender() ? "User" : "Service");
        said.put("Message", error.getMessage());
        http.status(error.status())
                .contentType("application/json")
                .header("x-amzn-ErrorType", error.code())
                .result(Json.text(said));
    }

    @Override
    public void close() {
        functions.values().forEach(LambdaFunction::close);
    }
}
