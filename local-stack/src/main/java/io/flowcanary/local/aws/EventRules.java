package io.flowcanary.local.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations on rules and their targets; {@link PutEvents} gives them events. */
final class EventRules {
    private static final Pattern RULE_NAME = Pattern.compile("[.\\-_A-Za-z0-9]{1,64}");
    private static final Set<String> TARGET_MEMBERS = Set.of("Id", "Arn", "RoleArn", "DeadLetterConfig", "RetryPolicy");
    private static final Pattern TARGET_ARN = Pattern.compile(
            "arn:aws:(sqs|sns):[a-z0-9-]+:\\d{12}:\\S+|arn:aws:events:[a-z0-9-]+:\\d{12}:api-destination/\\S+");
    private static final int TARGETS_A_RULE = 5;

    private final Buses buses;
    private final Tags tags;

    EventRules(Buses buses, Tags tags) {
        this.buses = buses;
        this.tags = tags;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "PutRule", this::putRule,
                "DescribeRule", this::describeRule,
                "DeleteRule", this::deleteRule,
                "PutTargets", this::putTargets,
                "RemoveTargets", this::removeTargets,
                "ListRules", this::listRules,
                "ListTargetsByRule", this::listTargetsByRule);
    }

    private static String bus(Call call) {
        return EventBuses.named(call.text("EventBusName", Buses.DEFAULT));
    }

    private ObjectNode putRule(Call call) {
        String name = call.text("Name", "");
        String pattern = call.text("EventPattern");
        if (!RULE_NAME.matcher(name).matches()) {
            throw call.service()
                    .invalid("Value '" + name + "' at 'name' failed to satisfy constraint: "
                            + "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
        }
        if (call.input().has("ScheduleExpression")) {
            throw call.service().invalid("The local endpoint has no scheduled rules.");
        }
        if (pattern == null) {
            throw call.service().invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
        String state = call.text("State", "ENABLED");
        if (!state.equals("ENABLED") && !state.equals("DISABLED")) {
            throw call.service()
                    .invalid("Value '" + state + "' at 'state' failed to satisfy constraint: "
                            + "Member must satisfy enum value set: [ENABLED, DISABLED]");
        }
        String bus = bus(call);
        SortedMap<String, Rule> rules = buses.rules(bus);
        String path = bus.equals(Buses.DEFAULT) ? name : bus + "/" + name;
        String arn = call.service().arn(call.region(), "rule/" + path);
        EventPattern parsed = EventPattern.parse(pattern);
        if (!rules.containsKey(name)) {
            // For a rule that is there, EventBridge passes over them.
            tags.add(arn, call.input().path("Tags"));
        }
        rules.compute(
                name,
                (key, old) -> new Rule(
                        name,
                        arn,
                        parsed,
                        pattern,
                        call.text("Description"),
                        state.equals("ENABLED"),
                        old == null ? Map.of() : old.targets()));
        return Json.object().put("RuleArn", arn);
    }

    private ObjectNode describeRule(Call call) {
        Rule rule = existing(call, buses.rules(bus(call)), "Name");
        return told(rule, bus(call));
    }

    private ObjectNode deleteRule(Call call) {
        SortedMap<String, Rule> rules = buses.rules(bus(call));
        Rule rule = rules.get(call.text("Name", ""));
        if (rule != null) {
            if (!rule.targets().isEmpty()) {
                throw call.service().invalid("Rule can't be deleted since it has targets.");
            }
            rules.remove(rule.name());
            tags.forget(rule.arn());
        }
        return null;
    }

    private ObjectNode putTargets(Call call) {
        Map<String, Target> targets = new LinkedHashMap<>();
        for (JsonNode target : call.input().path("Targets")) {
            Call one = call.about(target);
            String arn = one.text("Arn", "");
            check(one, arn);
            targets.put(one.text("Id"), new Target(one.text("Id"), arn, target));
        }
        if (targets.isEmpty()) {
            throw call.service()
                    .invalid("1 validation error detected: Value '[]' at 'targets' failed to satisfy"
                            + " constraint: Member must have length greater than or equal to 1");
        }
        rule(call, buses.rules(bus(call)), targets);
        return done();
    }

    private static void check(Call target, String arn) {
        if (!TARGET_ARN.matcher(arn).matches()) {
            throw target.service()
                    .invalid("The local endpoint has only SQS queues, SNS topics and API destinations as targets, not "
                            + arn + ".");
        }
        if (arn.contains(":api-destination/") && target.text("RoleArn", "").isEmpty()) {
            throw target.service().invalid("RoleArn is required for target " + arn + ".");
        }
        if (!TARGET_MEMBERS.containsAll(target.input().propertyNames())) {
            throw target.service()
                    .invalid("The local endpoint sends a target the complete event: of "
                            + target.input().propertyNames() + " only " + TARGET_MEMBERS + " are supported.");
        }
        if (target.text("Id", "").isEmpty()) {
            throw target.service().invalid("Value at 'targets' failed to satisfy constraint: an id is required");
        }
    }

    private ObjectNode removeTargets(Call call) {
        SortedMap<String, Rule> rules = buses.rules(bus(call));
        existing(call, rules, "Rule");
        rules.computeIfPresent(call.text("Rule"), (name, rule) -> {
            Map<String, Target> left = new LinkedHashMap<>(rule.targets());
            call.input().path("Ids").forEach(id -> left.remove(id.asString("")));
            return rule.with(left);
        });
        return done();
    }

    private static ObjectNode done() {
        return Json.object().put("FailedEntryCount", 0).set("FailedEntries", Json.array());
    }

    private static void rule(Call call, SortedMap<String, Rule> rules, Map<String, Target> targets) {
        existing(call, rules, "Rule");
        rules.computeIfPresent(call.text("Rule"), (name, rule) -> {
            Rule changed = rule.withTargets(targets);
            if (changed.targets().size() > TARGETS_A_RULE) {
                throw new AwsError("LimitExceededException", "A rule has at most " + TARGETS_A_RULE + " targets.");
            }
            return changed;
        });
    }

    private ObjectNode listRules(Call call) {
        String bus = bus(call);
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("Rules");
        for (Rule rule : buses.rules(bus).values()) {
            if (rule.name().startsWith(call.text("NamePrefix", ""))) {
                list.add(told(rule, bus));
            }
        }
        return answer;
    }

    private static ObjectNode told(Rule rule, String bus) {
        ObjectNode one = Json.object()
                .put("Name", rule.name())
                .put("Arn", rule.arn())
                .put("EventPattern", rule.patternText())
                .put("State", rule.enabled() ? "ENABLED" : "DISABLED")
                .put("EventBusName", bus);
        if (rule.description() != null) {
            one.put("Description", rule.description());
        }
        return one;
    }

    private ObjectNode listTargetsByRule(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("Targets");
        existing(call, buses.rules(bus(call)), "Rule").targets().values().forEach(target -> list.add(target.asPut()));
        return answer;
    }

    private static Rule existing(Call call, SortedMap<String, Rule> rules, String member) {
        Rule rule = rules.get(call.text(member, ""));
        if (rule == null) {
            throw new AwsError(
                    "ResourceNotFoundException",
                    "Rule " + call.text(member, "") + " does not exist on EventBus " + bus(call) + ".");
        }
        return rule;
    }
}
