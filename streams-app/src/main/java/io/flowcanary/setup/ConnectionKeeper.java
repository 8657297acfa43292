package io.flowcanary.setup;

import io.flowcanary.settings.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ConnectionAuthorizationType;
import software.amazon.awssdk.services.eventbridge.model.DescribeConnectionResponse;

/** The connection: it keeps the key that posts carry, and never shows it again. */
final class ConnectionKeeper implements Keeper {
    private final EventBridgeClient events;
    private final Names names;
    private final Resource wanted;
    private final Supplier<Secret> key;

    /** {@code key} is asked only when the key is sent to AWS. */
    ConnectionKeeper(EventBridgeClient events, Names names, Resource wanted, Supplier<Secret> key) {
        this.events = events;
        this.names = names;
        this.wanted = wanted;
        this.key = key;
    }

    @Override
    public Resource wanted() {
        return wanted;
    }

    @Override
    public Found look() {
        return describe(events, names).map(this::found).orElse(Found.missing());
    }

    static Optional<DescribeConnectionResponse> describe(EventBridgeClient events, Names names) {
        return AwsCalls.find(
                "events:DescribeConnection",
                names.connectionArn(),
                () -> events.describeConnection(request -> request.name(names.name())));
    }

    private Found found(DescribeConnectionResponse connection) {
        Map<String, String> properties = new HashMap<>();
        if (connection.authParameters() != null && connection.authParameters().apiKeyAuthParameters() != null) {
            properties.put(
                    "ApiKeyName",
                    connection.authParameters().apiKeyAuthParameters().apiKeyName());
        }
        properties.put("ApiKeyValue", "(not shown by AWS)");
        return Found.ours(names.mark().equals(connection.description()), properties);
    }

    @Override
    public void create() {
        Secret secret = key.get();
        AwsCalls.ask(
                "events:CreateConnection",
                names.connectionArn(),
                () -> events.createConnection(request -> request.name(names.name())
                        .description(names.mark())
                        .authorizationType(ConnectionAuthorizationType.API_KEY)
                        .authParameters(auth -> auth.apiKeyAuthParameters(api ->
                                api.apiKeyName(wanted.property("ApiKeyName")).apiKeyValue(secret.value())))));
    }

    @Override
    public void change() {
        Secret secret = key.get();
        AwsCalls.ask(
                "events:UpdateConnection",
                names.connectionArn(),
                () -> events.updateConnection(request -> request.name(names.name())
                        .authorizationType(ConnectionAuthorizationType.API_KEY)
                        .authParameters(auth -> auth.apiKeyAuthParameters(api ->
                                api.apiKeyName(wanted.property("ApiKeyName")).apiKeyValue(secret.value())))));
    }

    @Override
    public void remove() {
        AwsCalls.find(
                "events:DeleteConnection",
                names.connectionArn(),
                () -> events.deleteConnection(request -> request.name(names.name())));
    }
}
