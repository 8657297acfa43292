package io.flowcanary.local.artefact;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every place on this machine that AWS's standard chain may ask for credentials, each of which gives a key id of its own: STS,
 * the SSO portal, a container's endpoint and an instance's metadata; and a service that notes by whose key, and for which region,
 * it was asked, and refuses.
 */
final class AwsDoors implements AutoCloseable {
    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/\\d{8}/([^/]+)/(ssm|sqs|sts)/");
    private static final String EXPIRY = "2099-01-01T00:00:00Z";

    /** Key id and region of each signed call, in the form {@code ASIAROLE eu-west-1}. */
    final Set<String> callers = ConcurrentHashMap.newKeySet();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer http;

    private record Reply(int status, String type, String body) {
        static Reply json(String body) {
            return new Reply(200, "application/json", body);
        }

        static Reply text(String body) {
            return new Reply(200, "text/plain", body);
        }
    }

    AwsDoors() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Reply reply = reply(exchange, body);
            byte[] bytes = reply.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", reply.type);
            exchange.sendResponseHeaders(reply.status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply reply(HttpExchange exchange, String body) {
        String path = exchange.getRequestURI().getPath();
        if (body.contains("Action=AssumeRoleWithWebIdentity")) {
            return body.contains("WebIdentityToken=the-token")
                    ? sts("AssumeRoleWithWebIdentity", "ASIAWEBIDENTITY")
                    : new Reply(403, "text/xml", "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>");
        }
        if (body.contains("Action=AssumeRole")) {
            note(exchange);
            return sts("AssumeRole", "ASIAROLE");
        }
        return switch (path) {
            case "/latest/api/token" -> Reply.text("imds-token");
            case "/latest/meta-data/iam/security-credentials/", "/latest/meta-data/iam/security-credentials" ->
                imds(exchange, Reply.text("flow-canary"));
            case "/latest/meta-data/iam/security-credentials/flow-canary" ->
                imds(exchange, keys("ASIAINSTANCE", "\"Code\":\"Success\","));
            case "/latest/dynamic/instance-identity/document" ->
                imds(exchange, Reply.json("{\"region\":\"eu-south-1\",\"accountId\":\"123456789012\"}"));
            case "/container" ->
                "container-token".equals(header(exchange, "Authorization"))
                        ? keys("ASIACONTAINER", "")
                        : new Reply(401, "application/json", "{}");
            case "/task" -> keys("ASIATASK", "");
            case "/federation/credentials" -> portal(exchange);
            default -> service(exchange);
        };
    }

    private static Reply portal(HttpExchange exchange) {
        return "sso-token".equals(header(exchange, "x-amz-sso_bearer_token"))
                ? Reply.json("{\"roleCredentials\":{\"accessKeyId\":\"ASIASSO\",\"secretAccessKey\":\"s\",\"sessionToken\":\"t\","
                        + "\"expiration\":4070908800000}}")
                : new Reply(401, "application/json", "{\"message\":\"Session token not found or invalid\"}");
    }

    /** Version 2 alone: without its token nobody is answered. */
    private static Reply imds(HttpExchange exchange, Reply reply) {
        return "imds-token".equals(header(exchange, "x-aws-ec2-metadata-token"))
                ? reply
                : new Reply(401, "text/plain", "");
    }

    private Reply service(HttpExchange exchange) {
        note(exchange);
        return new Reply(
                400,
                "application/x-amz-json-1.1",
                "{\"__type\":\"AccessDeniedException\",\"message\":\"noted, and refused\"}");
    }

    private void note(HttpExchange exchange) {
        Matcher matcher = CREDENTIAL.matcher(String.valueOf(header(exchange, "Authorization")));
        if (matcher.find()) {
            callers.add(matcher.group(1) + " " + matcher.group(2));
        }
    }

    private static Reply keys(String keyId, String more) {
        return Reply.json("{" + more + "\"AccessKeyId\":\"" + keyId + "\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\""
                + EXPIRY + "\"}");
    }

    private static Reply sts(String action, String keyId) {
        return new Reply(
                200,
                "text/xml",
                "<" + action + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + action + "Result><Credentials>"
                        + "<AccessKeyId>" + keyId + "</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                        + "<Expiration>" + EXPIRY + "</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::123456789012:"
                        + "assumed-role/r/s</Arn><AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser></" + action + "Result></"
                        + action + "Response>");
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    /** The variables under which everything is asked here, and nothing of this machine's own set-up counts. */
    Map<String, String> variables() {
        return Map.of(
                "AWS_ENDPOINT_URL", endpoint().toString(),
                "AWS_EC2_METADATA_SERVICE_ENDPOINT", endpoint().toString(),
                "AWS_CONTAINER_SERVICE_ENDPOINT", endpoint().toString(),
                "AWS_EC2_METADATA_DISABLED", "true");
    }
}
