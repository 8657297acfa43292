package io.flowcanary.local.system;

import static io.flowcanary.local.system.AnAccount.PARAMETER;
import static io.flowcanary.local.system.AnAccount.QUIET;
import static io.flowcanary.local.system.AnAccount.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.local.commands.ShownBlocks;
import io.flowcanary.setup.Removal;
import io.flowcanary.setup.SetupException;
import io.flowcanary.setup.Step;
import io.flowcanary.setup.Step.Action;
import io.flowcanary.setup.Step.Difference;
import io.flowcanary.setup.Wishes;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Setting up and tearing down an account, broken off and met by strangers, over AWS's wire protocols. */
class SetupIT {
    private static final Removal CAREFUL = new Removal(false, false);

    @AutoClose
    private AnAccount account;

    @BeforeEach
    void open() {
        account = new AnAccount();
    }

    static Stream<Wishes> wishes() {
        return Stream.of(AnAccount.toAQueue(), AnAccount.toAnEndpoint(URI.create("https://bridge.example.com/events")));
    }

    @ParameterizedTest
    @MethodSource("wishes")
    void aSecondTimeChangesNothing(Wishes wishes) {
        assertThat(account.planned(wishes)).containsOnly(Action.CREATE);

        assertThat(account.apply(wishes)).extracting(Step::action).containsOnly(Action.CREATE);

        assertThat(account.planned(wishes)).containsOnly(Action.NOTHING);
        assertThat(account.apply(wishes)).extracting(Step::action).containsOnly(Action.NOTHING);
        assertThat(account.aws.parameter(PARAMETER).orElseThrow().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("wishes")
    void whatWasBrokenOffAfterAnyStepIsMendedByTheNext(Wishes wishes) {
        int steps = account.planned(wishes).size();

        for (int broken = 1; broken < steps; broken++) {
            try (AnAccount other = new AnAccount()) {
                AtomicInteger left = new AtomicInteger(broken);
                assertThatThrownBy(() -> other.setup.apply(wishes, AnAccount::key, step -> {
                            if (left.decrementAndGet() == 0) {
                                throw new IllegalStateException("the process ends here");
                            }
                        }))
                        .hasMessage("the process ends here");

                other.apply(wishes);

                assertThat(other.planned(wishes)).as("after step " + broken).containsOnly(Action.NOTHING);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CreateEventBus, events:CreateEventBus, 0",
        "CreateQueue, sqs:CreateQueue, 0",
        "PutRule, events:PutRule, 0",
        "PutTargets, events:PutTargets, 0",
        "PutParameter, ssm:PutParameter, 0",
        "CreateTopic, sns:CreateTopic, 0",
        "Subscribe, sns:Subscribe, 0",
        "CreateConnection, events:CreateConnection, 1",
        "CreateApiDestination, events:CreateApiDestination, 1"
    })
    void aMissingPermissionIsNamedAndOnceGivenTheNextTimeEndsTheSame(String operation, String action, int which) {
        Wishes wishes = wishes().toList().get(which);
        account.aws.faults().deny(operation);

        assertThatThrownBy(() -> account.apply(wishes))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("not allowed: " + action + " on arn:aws:")
                .hasMessageContaining("{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"arn:aws:")
                .satisfies(refused -> assertThat(
                                operation.equals("CreateQueue")
                                        ? ShownBlocks.missingIn(
                                                "flow-canary: " + refused.getMessage(), "docs/SETUP.md: flow-canary")
                                        : Optional.empty())
                        .isEmpty());
        account.aws.faults().allow(operation);
        account.apply(wishes);

        assertThat(account.planned(wishes)).containsOnly(Action.NOTHING);
    }

    @Test
    void aShareThatIsInForceStays() {
        SsmClient ssm = account.client(SsmClient.builder());
        account.apply(AnAccount.toAQueue());
        ssm.putParameter(p -> p.name(PARAMETER).value("25").overwrite(true));

        account.apply(AnAccount.toAQueue());

        assertThat(account.aws.parameter(PARAMETER).orElseThrow().value()).isEqualTo("25");
    }

    @Test
    void whatWasChangedByHandIsChangedBackAndNothingElse() {
        account.apply(AnAccount.toAQueue());
        SqsClient sqs = account.client(SqsClient.builder());
        String url = sqs.getQueueUrl(q -> q.queueName("flow-canary-events")).queueUrl();
        sqs.setQueueAttributes(
                q -> q.queueUrl(url).attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "60")));

        List<Step> steps = account.apply(AnAccount.toAQueue());

        assertThat(steps)
                .filteredOn(step -> step.action() != Action.NOTHING)
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.resource()).isEqualTo("flow-canary-events");
                    assertThat(step.differences())
                            .containsExactly(new Difference("MessageRetentionPeriod", "60", "864000"));
                });
    }

    @Test
    void goingFromAQueueToPostsMovesTheTarget() {
        Wishes posts = wishes().toList().get(1);
        account.apply(AnAccount.toAQueue());

        assertThat(account.apply(posts))
                .filteredOn(step -> step.action() == Action.CHANGE)
                .singleElement()
                .satisfies(step -> assertThat(step.differences())
                        .extracting(Difference::property)
                        .containsExactlyInAnyOrder("Arn", "RoleArn"));

        assertThat(account.planned(posts)).containsOnly(Action.NOTHING);
        account.apply(AnAccount.toAQueue());
        assertThat(account.planned(AnAccount.toAQueue())).containsOnly(Action.NOTHING);
    }

    @Test
    void aQueueOfSomebodyElseStopsEverythingBeforeItBegins() {
        account.client(SqsClient.builder()).createQueue(q -> q.queueName("flow-canary-events"));

        List<Step> steps = account.apply(AnAccount.toAQueue());

        assertThat(steps).extracting(Step::action).containsOnlyOnce(Action.BLOCKED);
        assertThat(account.aws.parameter(PARAMETER)).isEmpty();
        assertThat(account.client(SnsClient.builder()).listTopics().topics()).isEmpty();
    }

    @Test
    void aSourceThatGenesysDoesNotOfferSaysWhatToDoThere() {
        account.aws.deleteEventSource(SOURCE);

        assertThat(account.setup.plan(AnAccount.toAQueue()).get(0).note())
                .contains("Genesys deleted this event source", "Amazon EventBridge Source");
    }

    @Test
    void theOnlySourceNeedsNoName() {
        assertThat(account.setup.onlyEventSource()).isEqualTo(SOURCE);
        account.aws.offerEventSource(SOURCE + "-2");
        assertThatThrownBy(account.setup::onlyEventSource).hasMessageContaining("--event-source is missing");
    }

    @Test
    void aMailThatNobodyConfirmedIsSaid() {
        account.apply(AnAccount.toAQueue());

        assertThat(account.setup.plan(AnAccount.toAQueue()))
                .filteredOn(step -> step.kind().equals("subscription"))
                .singleElement()
                .satisfies(step -> assertThat(step.note()).contains("the mail to ops@example.com"));
    }

    @ParameterizedTest
    @MethodSource("wishes")
    void aTeardownRemovesAllButTheShare(Wishes wishes) {
        account.apply(wishes);

        account.setup.teardown(wishes, CAREFUL, QUIET);

        assertThat(account.setup.planTeardown(wishes, CAREFUL))
                .filteredOn(step -> step.action() != Action.NOTHING)
                .singleElement()
                .satisfies(step -> assertThat(step.resource()).isEqualTo(PARAMETER));
        assertThat(account.setup.teardown(wishes, new Removal(true, true), QUIET))
                .filteredOn(step -> step.action() == Action.REMOVE)
                .hasSize(1);
        assertThat(account.aws.parameter(PARAMETER)).isEmpty();
        assertThatThrownBy(() -> account.apply(wishes)).hasMessageContaining("60 seconds");
    }

    @Test
    void aTeardownKeepsAQueueThatHoldsMessagesUnlessTold() {
        account.apply(AnAccount.toAQueue());
        SqsClient sqs = account.client(SqsClient.builder());
        String url = sqs.getQueueUrl(q -> q.queueName("flow-canary-events")).queueUrl();
        sqs.sendMessage(m -> m.queueUrl(url).messageBody("{}"));

        account.setup.teardown(AnAccount.toAQueue(), CAREFUL, QUIET);
        assertThat(sqs.listQueues().queueUrls()).containsExactly(url);
        account.setup.teardown(AnAccount.toAQueue(), new Removal(false, true), QUIET);

        assertThat(sqs.listQueues().queueUrls()).isEmpty();
    }

    @Test
    void aTeardownLeavesWhatIsSomebodyElses() {
        account.apply(AnAccount.toAQueue());
        EventBridgeClient events = account.client(EventBridgeClient.builder());
        SqsClient sqs = account.client(SqsClient.builder());
        String url = sqs.createQueue(q -> q.queueName("theirs")).queueUrl();
        events.putRule(r -> r.name("theirs").eventBusName(SOURCE).eventPattern("{\"source\":[\"x\"]}"));
        events.putTargets(t -> t.rule("theirs")
                .eventBusName(SOURCE)
                .targets(Target.builder()
                        .id("flow-canary")
                        .arn("arn:aws:sqs:eu-central-1:000000000000:theirs")
                        .build()));

        List<Step> steps = account.setup.teardown(AnAccount.toAQueue(), CAREFUL, QUIET);

        assertThat(steps)
                .filteredOn(step -> step.kind().equals("event bus"))
                .singleElement()
                .satisfies(step -> assertThat(step.note()).contains("rules that this setup did not create: theirs"));
        assertThat(sqs.listQueues().queueUrls()).containsExactly(url);
        assertThat(events.listTargetsByRule(t -> t.rule("theirs").eventBusName(SOURCE))
                        .targets())
                .hasSize(1);
    }
}
