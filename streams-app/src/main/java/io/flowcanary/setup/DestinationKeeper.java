package io.flowcanary.setup;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeApiDestinationResponse;

/** The API destination: where EventBridge posts to, over the connection of the same name. */
final class DestinationKeeper implements Keeper {
    private final EventBridgeClient events;
    private final Names names;
    private final Resource wanted;

    DestinationKeeper(EventBridgeClient events, Names names, Resource wanted) {
        this.events = events;
        this.names = names;
        this.wanted = wanted;
    }

    @Override
    public Resource wanted() {
        return wanted;
    }

    @Override
    public Found look() {
        return describe(events, names).map(this::found).orElse(Found.missing());
    }

    /** The destination's ARN, the end of which AWS makes up; empty when there is none. */
    static Optional<String> arn(EventBridgeClient events, Names names) {
        return describe(events, names).map(DescribeApiDestinationResponse::apiDestinationArn);
    }

    private static Optional<DescribeApiDestinationResponse> describe(EventBridgeClient events, Names names) {
        return AwsCalls.find(
                "events:DescribeApiDestination",
                names.destinationArn(),
                () -> events.describeApiDestination(request -> request.name(names.name())));
    }

    private Found found(DescribeApiDestinationResponse destination) {
        Map<String, String> properties = new HashMap<>();
        properties.put("InvocationEndpoint", destination.invocationEndpoint());
        properties.put("HttpMethod", destination.httpMethodAsString());
        properties.put("InvocationRateLimitPerSecond", String.valueOf(destination.invocationRateLimitPerSecond()));
        boolean same = connection().equals(Optional.of(destination.connectionArn()));
        properties.put("Connection", same ? names.name() : destination.connectionArn());
        return Found.ours(names.mark().equals(destination.description()), properties);
    }

    private Optional<String> connection() {
        return ConnectionKeeper.describe(events, names).map(connection -> connection.connectionArn());
    }

    @Override
    public void create() {
        String connection = connection().orElseThrow();
        AwsCalls.ask(
                "events:CreateApiDestination",
                names.destinationArn(),
                () -> events.createApiDestination(request -> request.name(names.name())
                        .description(names.mark())
                        .connectionArn(connection)
                        .invocationEndpoint(wanted.property("InvocationEndpoint"))
                        .httpMethod(wanted.property("HttpMethod"))
                        .invocationRateLimitPerSecond(perSecond())));
    }

    @Override
    public void change() {
        String connection = connection().orElseThrow();
        AwsCalls.ask(
                "events:UpdateApiDestination",
                names.destinationArn(),
                () -> events.updateApiDestination(request -> request.name(names.name())
                        .connectionArn(connection)
                        .invocationEndpoint(wanted.property("InvocationEndpoint"))
                        .httpMethod(wanted.property("HttpMethod"))
                        .invocationRateLimitPerSecond(perSecond())));
    }

    private Integer perSecond() {
        return Integer.valueOf(wanted.property("InvocationRateLimitPerSecond"));
    }

    @Override
    public void remove() {
        AwsCalls.find(
                "events:DeleteApiDestination",
                names.destinationArn(),
                () -> events.deleteApiDestination(request -> request.name(names.name())));
    }
}
