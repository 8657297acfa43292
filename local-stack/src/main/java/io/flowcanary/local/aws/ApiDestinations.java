package io.flowcanary.local.aws;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Connections, API destinations, and posts to them: at once, three times at most, over HTTP, and to this machine only. EventBridge
 * itself tries for a day, and over HTTPS alone.
 */
final class ApiDestinations {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int TRIES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private record Connection(String arn, String description, String header, String key, long at) {}

    private record Destination(ObjectNode told, String connectionArn) {}

    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final Map<String, Destination> destinations = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Clock clock;

    ApiDestinations(Clock clock) {
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> all = new HashMap<>();
        all.put("CreateConnection", call -> putConnection(call, false));
        all.put("UpdateConnection", call -> putConnection(call, true));
        all.put("DescribeConnection", this::describeConnection);
        all.put("DeleteConnection", this::deleteConnection);
        all.put("CreateApiDestination", call -> putDestination(call, false));
        all.put("UpdateApiDestination", call -> putDestination(call, true));
        all.put("DescribeApiDestination", call -> existing(call).told().deepCopy());
        all.put("DeleteApiDestination", this::deleteDestination);
        return all;
    }

    private ObjectNode putConnection(Call call, boolean there) {
        String name = call.text("Name", "");
        checkThere("Connection", name, connections.containsKey(name), there);
        Connection old = connections.get(name);
        if (!"API_KEY".equals(call.text("AuthorizationType", "API_KEY"))) {
            throw call.service().invalid("The local endpoint has only connections with an API key.");
        }
        var key = call.input().at("/AuthParameters/ApiKeyAuthParameters");
        String header = key.path("ApiKeyName").asString(old == null ? "" : old.header());
        String value = key.path("ApiKeyValue").asString(old == null ? "" : old.key());
        if (header.isEmpty() || value.isEmpty()) {
            throw call.service()
                    .invalid("AuthParameters must have ApiKeyAuthParameters with ApiKeyName and ApiKeyValue.");
        }
        String arn = old == null ? arn(call, "connection/" + name) : old.arn();
        String description = call.text("Description", old == null ? null : old.description());
        Connection made = new Connection(arn, description, header, value, clock.millis());
        connections.put(name, made);
        return Json.object()
                .put("ConnectionArn", arn)
                .put("ConnectionState", "AUTHORIZED")
                .put("CreationTime", BigDecimal.valueOf(made.at(), 3))
                .put("LastModifiedTime", BigDecimal.valueOf(made.at(), 3));
    }

    private ObjectNode describeConnection(Call call) {
        String name = call.text("Name", "");
        checkThere("Connection", name, connections.containsKey(name), true);
        Connection connection = connections.get(name);
        ObjectNode told = Json.object()
                .put("ConnectionArn", connection.arn())
                .put("Name", name)
                .put("ConnectionState", "AUTHORIZED")
                .put("AuthorizationType", "API_KEY")
                .put(
                        "SecretArn",
                        "arn:aws:secretsmanager:" + call.region() + ":" + Service.ACCOUNT + ":secret:events!connection/"
                                + name + "/"
                                + connection.arn().substring(connection.arn().lastIndexOf('/') + 1));
        told.putObject("AuthParameters").putObject("ApiKeyAuthParameters").put("ApiKeyName", connection.header());
        if (connection.description() != null) {
            told.put("Description", connection.description());
        }
        return told;
    }

    private ObjectNode deleteConnection(Call call) {
        String name = call.text("Name", "");
        checkThere("Connection", name, connections.containsKey(name), true);
        Connection gone = connections.remove(name);
        return Json.object().put("ConnectionArn", gone.arn()).put("ConnectionState", "DELETING");
    }

    private ObjectNode putDestination(Call call, boolean there) {
        String name = call.text("Name", "");
        checkThere("Api-destination", name, destinations.containsKey(name), there);
        ObjectNode told =
                there ? existing(call).told().deepCopy() : Json.object().put("Name", name);
        call.input().properties().forEach(member -> told.set(member.getKey(), member.getValue()));
        String connection = told.path("ConnectionArn").asString("");
        if (connections.values().stream().noneMatch(one -> one.arn().equals(connection))) {
            throw new AwsError("ResourceNotFoundException", "Connection '" + connection + "' does not exist.");
        }
        String endpoint = told.path("InvocationEndpoint").asString("");
        if (!endpoint.startsWith("https://") && !loopback(endpoint)) {
            throw call.service().invalid("Parameter InvocationEndpoint is not valid. Reason: it must be https.");
        }
        if (!there) {
            told.put("ApiDestinationArn", arn(call, "api-destination/" + name));
        }
        told.put("ApiDestinationState", "ACTIVE");
        destinations.put(name, new Destination(told, connection));
        return Json.object()
                .put("ApiDestinationArn", told.path("ApiDestinationArn").asString(""))
                .put("ApiDestinationState", "ACTIVE");
    }

    private ObjectNode deleteDestination(Call call) {
        existing(call);
        destinations.remove(call.text("Name"));
        return Json.object();
    }

    private Destination existing(Call call) {
        String name = call.text("Name", "");
        checkThere("Api-destination", name, destinations.containsKey(name), true);
        return destinations.get(name);
    }

    private static void checkThere(String what, String name, boolean is, boolean should) {
        if (is && !should) {
            throw new AwsError("ResourceAlreadyExistsException", what + " '" + name + "' already exists.");
        }
        if (!is && should) {
            throw new AwsError("ResourceNotFoundException", what + " '" + name + "' does not exist.");
        }
    }

    private static String arn(Call call, String resource) {
        return call.service().arn(call.region(), resource + "/" + UUID.randomUUID());
    }

    /** False when nobody took the event. */
    boolean post(String destinationArn, String event) {
        Destination destination = destinations.values().stream()
                .filter(one -> one.told().path("ApiDestinationArn").asString("").equals(destinationArn))
                .findFirst()
                .orElse(null);
        if (destination == null) {
            return false;
        }
        String endpoint = destination.told().path("InvocationEndpoint").asString("");
        Connection connection = connections.values().stream()
                .filter(one -> one.arn().equals(destination.connectionArn()))
                .findFirst()
                .orElse(null);
        if (connection == null || !loopback(endpoint)) {
            return false;
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header(connection.header(), connection.key())
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        for (int i = 0; i < TRIES; i++) {
            if (taken(request)) {
                return true;
            }
        }
        return false;
    }

    private boolean taken(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean loopback(String endpoint) {
        try {
            String host = URI.create(endpoint).getHost();
            return host != null && LOOPBACK.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
