package io.flowcanary.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wanted, in the order in which it can be made; it can be removed in the reverse order. */
final class Blueprint {
    /** Genesys sends for four days what AWS did not take; the rest outlasts a long weekend without the bridge. */
    private static final String QUEUE_RETENTION = seconds(10);
    /** A dead letter's age counts from when it was sent, so this must be longer; it is the longest that SQS keeps. */
    private static final String DEAD_LETTER_RETENTION = seconds(14);
    /** EventBridge tries as long as it can before an event goes to the dead letters. */
    private static final String OLDEST_EVENT = seconds(1);

    private final Wishes wishes;
    private final Names names;

    Blueprint(Wishes wishes, Names names) {
        this.wishes = wishes;
        this.names = names;
    }

    List<Resource> resources() {
        List<Resource> all = new ArrayList<>();
        all.add(bus());
        all.add(deadLetters());
        if (wishes.post() == null) {
            all.add(queue());
        } else {
            all.add(connection());
            all.add(destination());
        }
        all.add(rule());
        all.add(target());
        all.add(parameter());
        all.add(topic());
        wishes.alertEmails().forEach(mail -> all.add(subscription("email", mail)));
        wishes.alertUrls().forEach(url -> all.add(subscription("https", url)));
        if (wishes.verdictsTo() != null) {
            all.add(verdictRule());
            all.add(verdictTarget());
        }
        return List.copyOf(all);
    }

    /** Everything that may ever have been made under this name, whatever was wished for then. */
    List<Resource> everything() {
        return List.of(
                bus(),
                deadLetters(),
                queue(),
                new Resource(Kind.CONNECTION, names.name(), Map.of()),
                new Resource(Kind.DESTINATION, names.name(), Map.of()),
                rule(),
                new Resource(Kind.TARGET, names.rule(), Map.of("bus", names.bus())),
                parameter(),
                topic(),
                verdictRule(),
                new Resource(Kind.TARGET, names.verdictRule(), Map.of("bus", "default")));
    }

    private Resource bus() {
        return new Resource(Kind.BUS, names.bus(), Map.of());
    }

    private Resource deadLetters() {
        String arn = names.queueArn(names.deadLetters());
        Map<String, String> attributes = queueAttributes(arn, DEAD_LETTER_RETENTION);
        return new Resource(Kind.QUEUE, names.deadLetters(), attributes);
    }

    private Resource queue() {
        Map<String, String> attributes = queueAttributes(names.queueArn(names.queue()), QUEUE_RETENTION);
        attributes.put("RedrivePolicy", Documents.redrive(names.queueArn(names.deadLetters())));
        return new Resource(Kind.QUEUE, names.queue(), attributes);
    }

    private Map<String, String> queueAttributes(String arn, String retention) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("MessageRetentionPeriod", retention);
        attributes.put("SqsManagedSseEnabled", "true");
        attributes.put("Policy", Documents.sendPolicy(arn, names.ruleArn()));
        return attributes;
    }

    private Resource connection() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("ApiKeyName", wishes.post().header());
        if (wishes.post().renewKey()) {
            properties.put("ApiKeyValue", "(the one given)");
        }
        return new Resource(Kind.CONNECTION, names.name(), properties);
    }

    private Resource destination() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("InvocationEndpoint", wishes.post().endpoint().toString());
        properties.put("HttpMethod", "POST");
        properties.put(
                "InvocationRateLimitPerSecond", Integer.toString(wishes.post().perSecond()));
        properties.put("Connection", names.name());
        return new Resource(Kind.DESTINATION, names.name(), properties);
    }

    private Resource rule() {
        return rule(names.rule(), names.bus(), Documents.conversations());
    }

    private Resource verdictRule() {
        return rule(names.verdictRule(), "default", Documents.verdicts());
    }

    private static Resource rule(String name, String bus, String pattern) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("bus", bus);
        properties.put("EventPattern", pattern);
        properties.put("State", "ENABLED");
        return new Resource(Kind.RULE, name, properties);
    }

    private Resource target() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("bus", names.bus());
        if (wishes.post() == null) {
            properties.put("Arn", names.queueArn(names.queue()));
        } else {
            properties.put("Arn", TargetKeeper.DESTINATION + names.name());
            properties.put("RoleArn", wishes.post().role());
        }
        properties.put("DeadLetterArn", names.queueArn(names.deadLetters()));
        properties.put("MaximumEventAgeInSeconds", OLDEST_EVENT);
        return new Resource(Kind.TARGET, names.rule(), properties);
    }

    private Resource verdictTarget() {
        return new Resource(Kind.TARGET, names.verdictRule(), Map.of("bus", "default", "Arn", wishes.verdictsTo()));
    }

    private Resource parameter() {
        return new Resource(Kind.PARAMETER, wishes.parameter(), Map.of());
    }

    private Resource topic() {
        return new Resource(Kind.TOPIC, names.topic(), Map.of());
    }

    private Resource subscription(String protocol, String endpoint) {
        return new Resource(Kind.SUBSCRIPTION, endpoint, Map.of("Protocol", protocol));
    }

    private static String seconds(int days) {
        return Integer.toString(days * 24 * 60 * 60);
    }
}
