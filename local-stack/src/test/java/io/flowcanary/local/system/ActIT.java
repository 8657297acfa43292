package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.aws.SentAlert;
import io.flowcanary.local.demo.LocalStack;
import io.flowcanary.record.Command;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.topics.Topic;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What commands do to the parameter, and who is told, over the real wire. */
class ActIT {
    private static final String CANARY = "main-ivr";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @AutoClose
    private LocalStack stack;

    private Service streams;

    @BeforeEach
    void start() {
        stack = LocalStack.start(directory, 0, Clock.systemUTC(), Map.of());
        streams = new Service(stack.port());
        await().atMost(PATIENCE).until(streams::ready);
        send(new Command.Start("k-1", CANARY, now(), "kim", "new menu", policy(), null));
        awaitShare("5");
        awaitState(RolloutState.BAKING, true);
    }

    @Test
    void aStrangersHandPausesAndAResumptionWritesTheShareAgain() {
        strangerWrites("50");
        awaitState(RolloutState.PAUSED, true);
        assertThat(streams.rollout(CANARY).orElseThrow().pause()).isEqualTo(Rollout.Pause.EXTERNAL_CHANGE);
        assertThat(share()).isEqualTo("50");

        send(new Command.Resume("k-2", CANARY, now(), "kim", "agreed", false));
        awaitShare("5");
        awaitState(RolloutState.BAKING, true);

        await().atMost(PATIENCE).until(() -> stack.aws().alerts().size() == 2);
        assertThat(stack.aws().alerts().get(0).subject()).contains("main-ivr").contains("external change");
        assertThat(stack.aws().alerts().get(1).subject()).contains("RESUMED");
        assertThat(stack.aws().alerts().get(0).attributes()).containsEntry("severity", "page");
    }

    @Test
    void anAbortWinsOverAStrangerAndIsTriedUntilItHolds() {
        strangerWrites("50");
        awaitState(RolloutState.PAUSED, true);
        stack.aws().faults().throttleNext("PutParameter", 3);

        send(new Command.Abort("k-3", CANARY, now(), "kim", "looks bad"));

        awaitShare("0");
        awaitState(RolloutState.ROLLED_BACK, true);
        await().atMost(PATIENCE).until(() -> stack.aws().events().size() == 2);
        assertThat(stack.aws().alerts())
                .extracting(SentAlert::subject)
                .anySatisfy(subject -> assertThat(subject).contains("ROLLBACK"));
        assertThat(stack.aws().events()).allSatisfy(event -> {
            assertThat(event.source()).isEqualTo("flow-canary");
            assertThat(event.detailType()).isEqualTo("Canary Verdict");
        });
    }

    @Test
    void aMissingPermissionShowsInHealthUntilItIsGranted() {
        stack.aws().faults().deny("PutParameter");
        send(new Command.Abort("k-4", CANARY, now(), "kim", "looks bad"));

        await().atMost(PATIENCE).until(() -> streams.health().contains("ssm:PutParameter"));
        assertThat(share()).isEqualTo("5");

        stack.aws().faults().allow("PutParameter");
        awaitShare("0");
        await().atMost(PATIENCE).until(() -> !streams.health().contains("ssm:PutParameter"));
    }

    private Policy policy() {
        return new Policy(
                CANARY,
                null,
                null,
                LocalAwsSetup.PARAMETER,
                new Policy.Alerts(stack.alertTopic(), "default"),
                List.of(5, 100),
                null,
                null,
                null,
                Policy.JudgeName.THRESHOLD,
                Policy.PromoteRule.BAKE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private void strangerWrites(String value) {
        try (SsmClient ssm = SsmClient.builder()
                .endpointOverride(stack.aws().endpoint())
                .region(Region.of(LocalStack.REGION))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            ssm.putParameter(request ->
                    request.name(LocalAwsSetup.PARAMETER).value(value).overwrite(true));
        }
    }

    private String share() {
        return stack.aws().parameter(LocalAwsSetup.PARAMETER).orElseThrow().value();
    }

    private void awaitShare(String value) {
        await().atMost(PATIENCE).until(this::share, value::equals);
    }

    private void awaitState(RolloutState state, boolean inForce) {
        await().atMost(PATIENCE)
                .until(() -> streams.rollout(CANARY)
                        .filter(rollout -> rollout.state() == state && (rollout.confirmedAt() != null) == inForce)
                        .isPresent());
    }

    private static java.time.Instant now() {
        return Clock.systemUTC().instant();
    }

    private void send(Command command) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.COMMANDS.topicName(), command.canary(), Messages.write(command)))
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
