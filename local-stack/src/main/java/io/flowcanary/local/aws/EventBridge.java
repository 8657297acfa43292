package io.flowcanary.local.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations that set up buses, rules and targets; {@link PutEvents} puts events on them. */
final class EventBridge {
    private static final Pattern BUS_NAME = Pattern.compile("[/.\\-_A-Za-z0-9]{1,256}");
    private static final Pattern RULE_NAME = Pattern.compile("[.\\-_A-Za-z0-9]{1,64}");
    private static final Set<String> TARGET_MEMBERS = Set.of("Id", "Arn");
    private static final int TARGETS_A_RULE = 5;

    private final Buses buses;
    private final PutEvents putEvents;

    EventBridge(Buses buses, PutEvents putEvents) {
        this.buses = buses;
        this.putEvents = putEvents;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateEventBus", this::createEventBus,
                "PutRule", this::putRule,
                "PutTargets", this::putTargets,
                "ListRules", this::listRules,
                "ListTargetsByRule", this::listTargetsByRule,
                "PutEvents", putEvents::answer);
    }

    /** A bus may be named by its ARN wherever it may be named. */
    static String bus(Call call) {
        String name = call.text("EventBusName", Buses.DEFAULT);
        return name.startsWith("arn:") ? name.substring(name.indexOf('/') + 1) : name;
    }

    private ObjectNode createEventBus(Call call) {
        String name = call.text("Name", "");
        String partner = call.text("EventSourceName");
        if (!BUS_NAME.matcher(name).matches()) {
            throw call.service()
                    .invalid("Value '" + name + "' at 'name' failed to satisfy constraint: "
                            + "Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+");
        }
        if (partner == null && name.contains("/")) {
            throw call.service().invalid("Event bus name must not contain '/'.");
        }
        if (partner != null && !partner.equals(name)) {
            throw call.service().invalid("A partner event bus must be named as its event source.");
        }
        if (!buses.create(name)) {
            throw new AwsError("ResourceAlreadyExistsException", "Event bus " + name + " already exists.");
        }
        return Json.object().put("EventBusArn", call.service().arn(call.region(), "event-bus/" + name));
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

    private ObjectNode putTargets(Call call) {
        Map<String, String> targets = new LinkedHashMap<>();
        for (JsonNode target : call.input().path("Targets")) {
            Call one = call.about(target);
            String arn = one.text("Arn", "");
            if (!arn.startsWith("arn:aws:sqs:")) {
                throw call.service().invalid("The local endpoint has only SQS queues as targets, not " + arn + ".");
            }
            if (!TARGET_MEMBERS.containsAll(target.propertyNames())) {
                throw call.service()
                        .invalid("The local endpoint sends a target the complete event: of " + target.propertyNames()
                                + " only Id and Arn are supported.");
            }
            if (one.text("Id", "").isEmpty()) {
                throw call.service().invalid("Value at 'targets' failed to satisfy constraint: an id is required");
            }
            targets.put(one.text("Id"), arn);
        }
        if (targets.isEmpty()) {
            throw call.service()
                    .invalid("1 validation error detected: Value '[]' at 'targets' failed to satisfy"
                            + " constraint: Member must have length greater than or equal to 1");
        }
        rule(call, buses.rules(bus(call)), targets);
        return Json.object().put("FailedEntryCount", 0).set("FailedEntries", Json.array());
    }

    private static void rule(Call call, SortedMap<String, Rule> rules, Map<String, String> targets) {
        existing(call, rules);
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
                ObjectNode one = list.addObject()
                        .put("Name", rule.name())
                        .put("Arn", rule.arn())
                        .put("EventPattern", rule.patternText())
                        .put("State", rule.enabled() ? "ENABLED" : "DISABLED")
                        .put("EventBusName", bus);
                if (rule.description() != null) {
                    one.put("Description", rule.description());
                }
            }
        }
        return answer;
    }

    private ObjectNode listTargetsByRule(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("Targets");
        existing(call, buses.rules(bus(call)))
                .targets()
                .forEach((id, arn) -> list.addObject().put("Id", id).put("Arn", arn));
        return answer;
    }

    private static Rule existing(Call call, SortedMap<String, Rule> rules) {
        Rule rule = rules.get(call.text("Rule", ""));
        if (rule == null) {
            throw new AwsError(
                    "ResourceNotFoundException",
                    "Rule " + call.text("Rule", "") + " does not exist on EventBus " + bus(call) + ".");
        }
        return rule;
    }
}
