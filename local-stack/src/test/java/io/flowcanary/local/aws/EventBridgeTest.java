package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;

class EventBridgeTest extends AgainstLocalAws {
    private static final String PARTNER = "aws.partner/genesys.com/cloud/abc/stream";
    private static final String FROM_CANARY = "{\"source\":[\"flow-canary\"]}";

    private EventBridgeClient events;
    private SqsClient sqs;
    private String queueUrl;
    private Target queue;

    @Override
    @BeforeEach
    void start() {
        super.start();
        events = events();
        sqs = sqs();
        queueUrl = sqs.createQueue(q -> q.queueName("genesys-events")).queueUrl();
        String arn = sqs.getQueueAttributes(q -> q.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        queue = Target.builder().id("q").arn(arn).build();
        String policy = LocalAwsSetup.policy(arn, "arn:aws:events:eu-central-1:000000000000:rule/*");
        sqs.setQueueAttributes(q -> q.queueUrl(queueUrl).attributes(Map.of(QueueAttributeName.POLICY, policy)));
    }

    private static PutEventsRequestEntry.Builder event() {
        return PutEventsRequestEntry.builder()
                .source("flow-canary")
                .detailType("Canary Verdict")
                .detail("{\"share\":5}");
    }

    private List<String> received() {
        return sqs.receiveMessage(r -> r.queueUrl(queueUrl).maxNumberOfMessages(10)).messages().stream()
                .map(Message::body)
                .toList();
    }

    private void rule(String name, String pattern) {
        events.putRule(r -> r.name(name).eventPattern(pattern));
        events.putTargets(t -> t.rule(name).targets(queue));
    }

    @Test
    void aMatchingEventReachesTheQueueInItsEnvelope() {
        rule("mine", FROM_CANARY);
        PutEventsResponse put = events.putEvents(p -> p.entries(
                event().time(Instant.parse("2026-03-02T09:00:00.750Z"))
                        .resources("arn:x")
                        .build(),
                event().source("someone-else").build()));
        assertThat(put.failedEntryCount()).isZero();
        assertThat(received()).singleElement().satisfies(body -> {
            JsonNode envelope = Json.parse(body);
            assertThat(envelope.propertyNames())
                    .containsExactlyInAnyOrder(
                            "version",
                            "id",
                            "detail-type",
                            "source",
                            "account",
                            "time",
                            "region",
                            "resources",
                            "detail");
            assertThat(envelope.get("id").asString())
                    .isEqualTo(put.entries().get(0).eventId());
            assertThat(envelope.get("time").asString()).isEqualTo("2026-03-02T09:00:00Z");
            assertThat(envelope.get("region").asString()).isEqualTo("eu-central-1");
            assertThat(envelope.get("resources").get(0).asString()).isEqualTo("arn:x");
            assertThat(envelope.at("/detail/share").intValue()).isEqualTo(5);
        });
    }

    @Test
    void acceptedEventsAreRecorded() {
        events.putEvents(p -> p.entries(event().build()));
        assertThat(aws.events())
                .containsExactly(
                        new PutEvent("flow-canary", "Canary Verdict", "{\"share\":5}", "default", clock.instant()));
    }

    @Test
    void aPartnersEnvelopeReachesTheQueueAsItIs() {
        aws.offerEventSource(PARTNER);
        events.createEventBus(b -> b.name(PARTNER).eventSourceName(PARTNER));
        events.putRule(r -> r.name("genesys")
                .eventBusName(PARTNER)
                .eventPattern("{\"source\":[{\"prefix\":\"aws.partner/genesys.com\"}]}"));
        events.putTargets(t -> t.rule("genesys").eventBusName(PARTNER).targets(queue));
        String envelope = "{ \"source\" : \"" + PARTNER + "\", \"detail\": {\"eventBody\":{}} }";
        aws.putOnBus(PARTNER, envelope);
        aws.putOnBus(PARTNER, "{\"source\":\"other\"}");
        assertThat(received()).containsExactly(envelope);
        assertThat(aws.events()).isEmpty();
    }

    @Test
    void aPartnerNeedsABusAndAnEnvelope() {
        assertThatThrownBy(() -> aws.putOnBus("nowhere", "{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> aws.putOnBus("default", "[]")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> aws.putOnBus("default", "{")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDisabledRuleLetsNothingThrough() {
        rule("mine", FROM_CANARY);
        events.putRule(r -> r.name("mine").eventPattern(FROM_CANARY).state(RuleState.DISABLED));
        events.putEvents(p -> p.entries(event().build()));
        assertThat(received()).isEmpty();
        assertThat(events.listTargetsByRule(l -> l.rule("mine")).targets()).containsExactly(queue);
    }

    @Test
    void anEventForABusThatIsNotThereMatchesNothing() {
        rule("mine", FROM_CANARY);
        assertThat(events.putEvents(p -> p.entries(event().eventBusName("gone").build()))
                        .failedEntryCount())
                .isZero();
        assertThat(received()).isEmpty();
    }

    @Test
    void eachEntryIsRefusedByItself() {
        PutEventsResponse put = events.putEvents(p -> p.entries(
                event().build(),
                event().source(null).build(),
                event().detailType(null).build(),
                event().detail(null).build(),
                event().detail("{").build(),
                event().detail("[1]").build(),
                event().source("aws.ssm").build()));
        assertThat(put.failedEntryCount()).isEqualTo(6);
        assertThat(put.entries())
                .extracting(PutEventsResultEntry::errorCode)
                .containsExactly(
                        null,
                        "InvalidArgument",
                        "InvalidArgument",
                        "InvalidArgument",
                        "MalformedDetail",
                        "MalformedDetail",
                        "NotAuthorizedForSourceException");
        assertThat(aws.events()).hasSize(1);
    }

    @Test
    void entriesAreThrottledOnDemand() {
        aws.faults().throttleNextEntries(1);
        aws.faults().failNextEntries(1);
        PutEventsResponse put = events.putEvents(p -> p.entries(event().build(), event().build(), event().build()));
        assertThat(put.entries())
                .extracting(PutEventsResultEntry::errorCode)
                .containsExactly("ThrottlingException", "InternalFailure", null);
        assertThat(aws.events()).hasSize(1);
    }

    @Test
    void aRequestHasOneToTenEntries() {
        List<PutEventsRequestEntry> eleven =
                IntStream.range(0, 11).mapToObj(i -> event().build()).toList();
        assertRefused(() -> events.putEvents(p -> p.entries(eleven))).isEqualTo("ValidationException");
        assertRefused(() -> events.putEvents(p -> p.entries(List.of()))).isEqualTo("ValidationException");
    }

    @Test
    void aRequestHasAMebibyteAtMost() {
        String half = "{\"x\":\"" + "x".repeat(512 * 1024) + "\"}";
        assertThat(events.putEvents(p -> p.entries(event().detail(half).build()))
                        .failedEntryCount())
                .isZero();
        assertRefused(() -> events.putEvents(p -> p.entries(
                        event().detail(half).build(), event().detail(half).build())))
                .isEqualTo("ValidationException");
    }

    @Test
    void rulesAreListedByPrefix() {
        rule("mine", FROM_CANARY);
        rule("yours", FROM_CANARY);
        assertThat(events.listRules(l -> l.namePrefix("m")).rules())
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.arn()).isEqualTo("arn:aws:events:eu-central-1:000000000000:rule/mine");
                    assertThat(r.eventPattern()).isEqualTo(FROM_CANARY);
                    assertThat(r.state()).isEqualTo(RuleState.ENABLED);
                });
        assertThat(events.listRules(l -> {}).rules()).hasSize(2);
    }

    @Test
    void aRuleIsCheckedWhenItIsPut() {
        assertThat(refusal(() -> events.putRule(r -> r.name("r").eventPattern("{\"source\":[{\"like\":\"x\"}]}"))))
                .isInstanceOf(InvalidEventPatternException.class)
                .hasMessageContaining("Unrecognized match type like");
        assertThat(refusal(() ->
                        events.putRule(r -> r.name("r").eventBusName("gone").eventPattern(FROM_CANARY))))
                .isInstanceOf(ResourceNotFoundException.class);
        assertRefused(() -> events.putRule(r -> r.name("no spaces").eventPattern(FROM_CANARY)))
                .isEqualTo("ValidationException");
        assertRefused(() -> events.putRule(r -> r.name("r"))).isEqualTo("ValidationException");
        assertRefused(() -> events.putRule(r -> r.name("r").scheduleExpression("rate(1 minute)")))
                .isEqualTo("ValidationException");
    }

    @Test
    void targetsAreQueuesThatGetTheWholeEvent() {
        rule("mine", FROM_CANARY);
        assertThat(refusal(() -> events.putTargets(t -> t.rule("none").targets(queue))))
                .isInstanceOf(ResourceNotFoundException.class);
        assertRefused(() -> events.putTargets(t -> t.rule("mine")
                        .targets(queue.toBuilder().arn("arn:aws:lambda:x").build())))
                .isEqualTo("ValidationException");
        assertRefused(() -> events.putTargets(t ->
                        t.rule("mine").targets(queue.toBuilder().input("{}").build())))
                .isEqualTo("ValidationException");
        List<Target> more = IntStream.range(0, 5)
                .mapToObj(i -> queue.toBuilder().id("q" + i).build())
                .toList();
        assertRefused(() -> events.putTargets(t -> t.rule("mine").targets(more)))
                .isEqualTo("LimitExceededException");
    }

    @Test
    void aBusIsCreatedOnce() {
        assertThat(events.createEventBus(b -> b.name("mine")).eventBusArn())
                .isEqualTo("arn:aws:events:eu-central-1:000000000000:event-bus/mine");
        assertThat(refusal(() -> events.createEventBus(b -> b.name("mine"))))
                .isInstanceOf(ResourceAlreadyExistsException.class);
        assertRefused(() -> events.createEventBus(b -> b.name("a/b"))).isEqualTo("ValidationException");
        assertRefused(() -> events.createEventBus(b -> b.name(PARTNER).eventSourceName("other")))
                .isEqualTo("ValidationException");
    }
}
