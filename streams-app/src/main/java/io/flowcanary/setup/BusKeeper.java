package io.flowcanary.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventSourceResponse;
import software.amazon.awssdk.services.eventbridge.model.EventSourceState;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Tag;

/** The bus of a partner's event source: making it is what associates the source. */
final class BusKeeper implements Keeper {
    private final EventBridgeClient events;
    private final Names names;
    private final Resource wanted;

    BusKeeper(EventBridgeClient events, Names names, Resource wanted) {
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
        Optional<DescribeEventSourceResponse> source = AwsCalls.find(
                "events:DescribeEventSource",
                names.sourceArn(),
                () -> events.describeEventSource(request -> request.name(names.bus())));
        boolean bus = AwsCalls.find(
                        "events:DescribeEventBus",
                        names.busArn(),
                        () -> events.describeEventBus(request -> request.name(names.bus())))
                .isPresent();
        Found found = bus ? Found.ours(tagged(), Map.of()) : Found.missing();
        List<String> others = bus ? otherRules() : List.of();
        if (!others.isEmpty()) {
            found = found.holding("has rules that this setup did not create: " + String.join(", ", others));
        }
        return obstacle(source).map(found::blockedBy).orElse(found);
    }

    private Optional<String> obstacle(Optional<DescribeEventSourceResponse> source) {
        if (source.isEmpty()) {
            return Optional.of("there is no such event source in this account and region: " + EventSources.WHAT_TO_DO);
        }
        if (source.get().state() == EventSourceState.DELETED) {
            return Optional.of("Genesys deleted this event source: " + EventSources.WHAT_TO_DO);
        }
        return Optional.empty();
    }

    private boolean tagged() {
        return RuleKeeper.tagged(events, names.busArn(), names.name());
    }

    private List<String> otherRules() {
        return AwsCalls.ask(
                        "events:ListRules",
                        "*",
                        () -> events.listRules(request -> request.eventBusName(names.bus()))
                                .rules())
                .stream()
                .map(Rule::name)
                .filter(rule -> !rule.equals(names.rule()))
                .toList();
    }

    @Override
    public void create() {
        AwsCalls.ask(
                "events:CreateEventBus",
                names.busArn(),
                () -> events.createEventBus(request ->
                        request.name(names.bus()).eventSourceName(names.bus()).tags(tag(names.name()))));
    }

    static Tag tag(String name) {
        return Tag.builder().key(Names.TAG).value(name).build();
    }

    @Override
    public void change() {
        throw new IllegalStateException("a bus has nothing to change");
    }

    @Override
    public void remove() {
        AwsCalls.find(
                "events:DeleteEventBus",
                names.busArn(),
                () -> events.deleteEventBus(request -> request.name(names.bus())));
    }
}
