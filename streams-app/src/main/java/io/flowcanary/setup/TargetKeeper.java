package io.flowcanary.setup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DeadLetterConfig;
import software.amazon.awssdk.services.eventbridge.model.RetryPolicy;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Our target of a rule of ours; its id is our name. */
final class TargetKeeper implements Keeper {
    /** Stands for an API destination's ARN, the end of which AWS makes up. */
    static final String DESTINATION = "api-destination/";

    private final EventBridgeClient events;
    private final Names names;
    private final Resource wanted;

    TargetKeeper(EventBridgeClient events, Names names, Resource wanted) {
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
        return targets().stream()
                .filter(target -> target.id().equals(names.name()))
                .findFirst()
                .map(target -> Found.ours(true, properties(target)))
                .orElse(Found.missing().noting(note()));
    }

    private String note() {
        return wanted.name().equals(names.verdictRule())
                ? wanted.property("Arn") + " must let the rule send; setup --policies prints what its own policy needs"
                : null;
    }

    private List<Target> targets() {
        return AwsCalls.find(
                        "events:ListTargetsByRule",
                        arn(),
                        () -> events.listTargetsByRule(
                                        request -> request.rule(wanted.name()).eventBusName(wanted.property("bus")))
                                .targets())
                .orElse(List.of());
    }

    private Map<String, String> properties(Target target) {
        Map<String, String> properties = new HashMap<>();
        properties.put("bus", wanted.property("bus"));
        properties.put("RoleArn", target.roleArn());
        String to = wanted.property("Arn");
        boolean same = to != null && to.startsWith(DESTINATION) && destination().equals(Optional.of(target.arn()));
        properties.put("Arn", same ? to : target.arn());
        if (target.deadLetterConfig() != null) {
            properties.put("DeadLetterArn", target.deadLetterConfig().arn());
        }
        if (target.retryPolicy() != null && target.retryPolicy().maximumEventAgeInSeconds() != null) {
            properties.put(
                    "MaximumEventAgeInSeconds",
                    target.retryPolicy().maximumEventAgeInSeconds().toString());
        }
        return properties;
    }

    private Optional<String> destination() {
        return DestinationKeeper.arn(events, names);
    }

    @Override
    public void create() {
        put();
    }

    @Override
    public void change() {
        put();
    }

    private void put() {
        String to = wanted.property("Arn");
        Target.Builder target = Target.builder()
                .id(names.name())
                .arn(to.startsWith(DESTINATION) ? destination().orElseThrow() : to)
                .roleArn(wanted.property("RoleArn"));
        String deadLetters = wanted.property("DeadLetterArn");
        if (deadLetters != null) {
            target.deadLetterConfig(DeadLetterConfig.builder().arn(deadLetters).build())
                    .retryPolicy(RetryPolicy.builder()
                            .maximumEventAgeInSeconds(Integer.valueOf(wanted.property("MaximumEventAgeInSeconds")))
                            .build());
        }
        var answer = AwsCalls.ask(
                "events:PutTargets",
                arn(),
                () -> events.putTargets(request -> request.rule(wanted.name())
                        .eventBusName(wanted.property("bus"))
                        .targets(target.build())));
        if (answer.failedEntryCount() > 0) {
            var failed = answer.failedEntries().get(0);
            throw new SetupException("events:PutTargets on " + arn() + " did not take the target (" + failed.errorCode()
                    + ": " + failed.errorMessage() + ")");
        }
    }

    @Override
    public void remove() {
        AwsCalls.find(
                "events:RemoveTargets",
                arn(),
                () -> events.removeTargets(request -> request.rule(wanted.name())
                        .eventBusName(wanted.property("bus"))
                        .ids(names.name())));
    }

    private String arn() {
        return wanted.name().equals(names.rule()) ? names.ruleArn() : names.verdictRuleArn();
    }
}
