package io.flowcanary.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Messages;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BlueprintTest {
    private static final String QUEUE_ARN = "arn:aws:sqs:eu-central-1:123456789012:flow-canary-events";

    private static JsonNode document(Resource resource, String property) {
        return Messages.json().readTree(resource.property(property));
    }

    @Test
    void theRuleNamesExactlyTheTopicsThatTheMetricsNeed() {
        Resource rule = Accounts.resource(Accounts.QUEUE, Kind.RULE, "flow-canary-conversations");

        JsonNode pattern = document(rule, "EventPattern");
        assertThat(pattern.propertyNames()).containsExactly("detail-type");
        assertThat(pattern.path("detail-type").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder(
                        "v2.detail.events.conversation.{id}.acd.start",
                        "v2.detail.events.conversation.{id}.acd.end",
                        "v2.detail.events.conversation.{id}.acw",
                        "v2.detail.events.conversation.{id}.attributes",
                        "v2.detail.events.conversation.{id}.customer.start",
                        "v2.detail.events.conversation.{id}.customer.end",
                        "v2.detail.events.conversation.{id}.flow.start",
                        "v2.detail.events.conversation.{id}.flow.end",
                        "v2.detail.events.conversation.{id}.flow.outcome",
                        "v2.detail.events.conversation.{id}.user.start",
                        "v2.detail.events.conversation.{id}.user.end");
    }

    @Test
    void aQueueLetsOnlyTheRuleSend() {
        Resource queue = Accounts.resource(Accounts.QUEUE, Kind.QUEUE, "flow-canary-events");

        JsonNode statements = document(queue, "Policy").path("Statement");
        assertThat(statements).hasSize(1);
        assertThat(statements.at("/0/Principal/Service").asString()).isEqualTo("events.amazonaws.com");
        assertThat(statements.at("/0/Action").asString()).isEqualTo("sqs:SendMessage");
        assertThat(statements.at("/0/Resource").asString()).isEqualTo(QUEUE_ARN);
        assertThat(statements.at("/0/Condition/ArnEquals").path("aws:SourceArn").asString())
                .isEqualTo("arn:aws:events:eu-central-1:123456789012:rule/" + Accounts.SOURCE
                        + "/flow-canary-conversations");
    }

    @Test
    void deadLettersOutlastTheQueueThatOutlastsGenesysAndALongWeekend() {
        long queue = Long.parseLong(Accounts.resource(Accounts.QUEUE, Kind.QUEUE, "flow-canary-events")
                .property("MessageRetentionPeriod"));
        long dead = Long.parseLong(Accounts.resource(Accounts.QUEUE, Kind.QUEUE, "flow-canary-events-dead")
                .property("MessageRetentionPeriod"));

        assertThat(queue).isGreaterThanOrEqualTo(8 * 86_400L).isLessThan(dead);
        assertThat(dead).isLessThanOrEqualTo(14 * 86_400L);
    }

    @Test
    void anEndpointTakesThePlaceOfTheQueue() {
        List<Kind> kinds =
                Accounts.resources(Accounts.POST).stream().map(Resource::kind).toList();

        assertThat(kinds)
                .containsExactly(
                        Kind.BUS,
                        Kind.QUEUE,
                        Kind.CONNECTION,
                        Kind.DESTINATION,
                        Kind.RULE,
                        Kind.TARGET,
                        Kind.PARAMETER,
                        Kind.TOPIC,
                        Kind.SUBSCRIPTION,
                        Kind.SUBSCRIPTION,
                        Kind.RULE,
                        Kind.TARGET);
        assertThat(Accounts.resource(Accounts.POST, Kind.TARGET, "flow-canary-conversations")
                        .property("DeadLetterArn"))
                .isEqualTo(QUEUE_ARN + "-dead");
    }

    @Test
    void aTeardownKnowsWhateverWasEverMade() {
        Names names = Names.of(Accounts.ACCOUNT, Accounts.QUEUE);
        List<String> known = new Blueprint(Accounts.QUEUE, names)
                .everything().stream().map(one -> one.kind() + " " + one.name()).toList();

        for (Wishes wishes : List.of(Accounts.QUEUE, Accounts.POST)) {
            assertThat(Accounts.resources(wishes).stream()
                            .filter(one -> one.kind() != Kind.SUBSCRIPTION)
                            .map(one -> one.kind() + " " + one.name()))
                    .isSubsetOf(known);
        }
    }
}
