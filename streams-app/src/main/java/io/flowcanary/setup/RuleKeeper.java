package io.flowcanary.setup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** A rule on a bus. */
final class RuleKeeper implements Keeper {
    private final EventBridgeClient events;
    private final Names names;
    private final Resource wanted;

    RuleKeeper(EventBridgeClient events, Names names, Resource wanted) {
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
        Optional<DescribeRuleResponse> rule = AwsCalls.find(
                "events:DescribeRule",
                arn(),
                () -> events.describeRule(request -> request.name(wanted.name()).eventBusName(bus())));
        return rule.map(this::found).orElse(Found.missing());
    }

    private Found found(DescribeRuleResponse rule) {
        Map<String, String> properties = new HashMap<>();
        properties.put("bus", bus());
        properties.put("EventPattern", rule.eventPattern());
        properties.put("State", rule.stateAsString());
        Found found = Found.ours(tagged(events, arn(), names.name()), properties);
        List<String> others = AwsCalls.ask(
                        "events:ListTargetsByRule",
                        arn(),
                        () -> events.listTargetsByRule(
                                        request -> request.rule(wanted.name()).eventBusName(bus()))
                                .targets())
                .stream()
                .map(Target::id)
                .filter(id -> !id.equals(names.name()))
                .toList();
        return others.isEmpty()
                ? found
                : found.holding("has targets that this setup did not create: " + String.join(", ", others));
    }

    static boolean tagged(EventBridgeClient events, String arn, String name) {
        return AwsCalls.ask(
                        "events:ListTagsForResource",
                        arn,
                        () -> events.listTagsForResource(request -> request.resourceARN(arn))
                                .tags())
                .contains(BusKeeper.tag(name));
    }

    @Override
    public void create() {
        put();
    }

    @Override
    public void change() {
        put();
    }

    /** EventBridge takes the tags for a new rule only, and passes over them for one that is there. */
    private void put() {
        AwsCalls.ask(
                "events:PutRule",
                arn(),
                () -> events.putRule(request -> request.name(wanted.name())
                        .eventBusName(bus())
                        .eventPattern(wanted.property("EventPattern"))
                        .state(wanted.property("State"))
                        .description(names.mark())
                        .tags(BusKeeper.tag(names.name()))));
    }

    @Override
    public void remove() {
        AwsCalls.find(
                "events:DeleteRule",
                arn(),
                () -> events.deleteRule(request -> request.name(wanted.name()).eventBusName(bus())));
    }

    private String bus() {
        return wanted.property("bus");
    }

    private String arn() {
        return wanted.name().equals(names.rule()) ? names.ruleArn() : names.verdictRuleArn();
    }
}
