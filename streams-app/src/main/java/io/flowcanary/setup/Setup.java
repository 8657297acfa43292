package io.flowcanary.setup;

import io.flowcanary.settings.Secret;
import io.flowcanary.setup.Step.Action;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks after everything that flow-canary needs in one AWS account. Each step looks first and changes only what differs, so what
 * was broken off is completed by doing it again. Whatever fails throws {@link SetupException}.
 */
public final class Setup implements AutoCloseable {
    private final Aws aws;
    private final Account account;

    private Setup(Aws aws) {
        this.aws = aws;
        this.account = aws.account();
    }

    /** Opens AWS by its standard chain, and by {@code AWS_ENDPOINT_URL} and {@code AWS_REGION} of the variables. */
    public static Setup open(Map<String, String> variables) {
        Aws aws = Aws.open(variables);
        try {
            return new Setup(aws);
        } catch (RuntimeException e) {
            aws.close();
            throw e;
        }
    }

    /** The account that is set up. */
    public Account account() {
        return account;
    }

    /** The partner event source, when Genesys offers just one. */
    public String onlyEventSource() {
        return EventSources.only(aws.events());
    }

    /** What {@link #apply} would do. Changes nothing. */
    public List<Step> plan(Wishes wishes) {
        return keepers(wishes, Setup::noKey).stream()
                .map(keeper -> Steps.towards(keeper.wanted(), keeper.look(), wishes.name()))
                .toList();
    }

    /**
     * Creates everything as wished, or nothing at all when something is in the way.
     *
     * @param key the key that posts carry; asked only when it is sent to AWS
     * @param done hears each step that was taken, at once
     */
    public List<Step> apply(Wishes wishes, Supplier<Secret> key, Consumer<Step> done) {
        List<Step> planned = plan(wishes);
        if (planned.stream().anyMatch(step -> step.action() == Action.BLOCKED)) {
            return planned;
        }
        if (planned.stream().anyMatch(step -> step.kind().equals(Kind.CONNECTION.label()) && step.acts())) {
            // A key that is missing must not be found out half-way.
            key.get();
        }
        List<Step> taken = new ArrayList<>();
        for (Keeper keeper : keepers(wishes, key)) {
            Step step = Steps.towards(keeper.wanted(), keeper.look(), wishes.name());
            switch (step.action()) {
                case CREATE -> keeper.create();
                case CHANGE -> keeper.change();
                case BLOCKED -> throw new SetupException(step.kind() + " " + step.resource() + " " + step.note());
                default -> {}
            }
            taken.add(step);
            done.accept(step);
        }
        return List.copyOf(taken);
    }

    /** What {@link #teardown} would do. Changes nothing. */
    public List<Step> planTeardown(Wishes wishes, Removal removal) {
        return reversed(wishes).stream().map(keeper -> removal.step(keeper)).toList();
    }

    /** Removes what carries our mark, in the reverse order. */
    public List<Step> teardown(Wishes wishes, Removal removal, Consumer<Step> done) {
        List<Step> taken = new ArrayList<>();
        for (Keeper keeper : reversed(wishes)) {
            Step step = removal.step(keeper);
            if (step.action() == Action.REMOVE) {
                keeper.remove();
            }
            taken.add(step);
            done.accept(step);
        }
        return List.copyOf(taken);
    }

    /** The IAM policies that go with it, by who needs them, in order. */
    public Map<String, Map<String, Object>> policies(Wishes wishes) {
        return new Policies(wishes, Names.of(account, wishes)).documents();
    }

    /** What the bridge, the streams service and the canary's policy must be told, as lines, by who reads them. */
    public Map<String, List<String>> settings(Wishes wishes) {
        Names names = Names.of(account, wishes);
        List<String> bridge = new ArrayList<>();
        bridge.add("AWS_REGION=" + account.region());
        if (wishes.post() == null) {
            Resource queue = new Resource(Kind.QUEUE, names.queue(), Map.of());
            bridge.add("BRIDGE_SOURCE=sqs");
            new QueueKeeper(aws.sqs(), names, queue).url().ifPresent(url -> bridge.add("SQS_QUEUE_URL=" + url));
        } else {
            bridge.add("BRIDGE_SOURCE=http");
            bridge.add("BRIDGE_API_KEY_HEADER=" + wishes.post().header());
        }
        Map<String, List<String>> settings = new LinkedHashMap<>();
        settings.put("bridge", bridge);
        settings.put("streams", List.of("AWS_REGION=" + account.region()));
        settings.put(
                "policy",
                List.of(
                        "parameter: " + wishes.parameter(),
                        "alerts: {topic: \"" + names.topicArn() + "\", bus: default}"));
        return settings;
    }

    private List<Keeper> reversed(Wishes wishes) {
        Names names = Names.of(account, wishes);
        List<Keeper> keepers = new ArrayList<>();
        new Blueprint(wishes, names).everything().forEach(one -> keepers.add(keeper(names, one, Setup::noKey)));
        Collections.reverse(keepers);
        return keepers;
    }

    private List<Keeper> keepers(Wishes wishes, Supplier<Secret> key) {
        Names names = Names.of(account, wishes);
        return new Blueprint(wishes, names)
                .resources().stream().map(one -> keeper(names, one, key)).toList();
    }

    private Keeper keeper(Names names, Resource one, Supplier<Secret> key) {
        return switch (one.kind()) {
            case BUS -> new BusKeeper(aws.events(), names, one);
            case QUEUE -> new QueueKeeper(aws.sqs(), names, one);
            case CONNECTION -> new ConnectionKeeper(aws.events(), names, one, key);
            case DESTINATION -> new DestinationKeeper(aws.events(), names, one);
            case RULE -> new RuleKeeper(aws.events(), names, one);
            case TARGET -> new TargetKeeper(aws.events(), names, one);
            case PARAMETER -> new ParameterKeeper(aws.ssm(), names, one);
            case TOPIC -> new TopicKeeper(aws.sns(), names, one);
            case SUBSCRIPTION -> new SubscriptionKeeper(aws.sns(), names, one);
        };
    }

    private static Secret noKey() {
        throw new IllegalStateException("a look needs no key");
    }

    @Override
    public void close() {
        aws.close();
    }
}
