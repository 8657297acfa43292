package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

class FaultsTest extends AgainstLocalAws {
    private SsmClient ssm;
    private SnsClient sns;
    private SqsClient sqs;
    private EventBridgeClient events;

    @Override
    @BeforeEach
    void start() {
        super.start();
        ssm = ssm();
        sns = sns();
        sqs = sqs();
        events = events();
    }

    private void put() {
        ssm.putParameter(p -> p.name("/p").value("0").type("String").overwrite(true));
    }

    private void putEvent() {
        events.putEvents(p -> p.entries(PutEventsRequestEntry.builder().build()));
    }

    @Test
    void theNextCallsAreThrottledInTheServicesOwnWords() {
        aws.faults().throttleNext("PutParameter", 2);
        aws.faults().throttleNext("CreateTopic", 1);
        aws.faults().throttleNext("CreateQueue", 1);
        aws.faults().throttleNext("PutEvents", 1);
        for (int i = 0; i < 2; i++) {
            AwsServiceException throttled = refusal(this::put);
            assertThat(throttled.isThrottlingException()).isTrue();
            assertThat(throttled.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
            assertThat(throttled.awsErrorDetails().errorMessage()).isEqualTo("Rate exceeded");
        }
        put();
        AwsServiceException byTopic = refusal(() -> sns.createTopic(t -> t.name("t")));
        assertThat(byTopic.awsErrorDetails().errorCode()).isEqualTo("Throttled");
        assertThat(byTopic.statusCode()).isEqualTo(429);
        assertThat(byTopic.isThrottlingException()).isTrue();
        AwsServiceException byQueue = refusal(() -> sqs.createQueue(q -> q.queueName("q")));
        assertThat(byQueue.awsErrorDetails().errorCode()).isEqualTo("RequestThrottled");
        assertThat(byQueue.isThrottlingException()).isTrue();
        assertRefused(this::putEvent).isEqualTo("ThrottlingException");
    }

    @Test
    void aThrottledCallHasNoEffect() {
        aws.faults().throttleNext("PutParameter", 1);
        refusal(this::put);
        assertThat(aws.parameter("/p")).isEmpty();
    }

    @Test
    void aSeedRepeatsItsThrottling() {
        List<Boolean> first = throttled(42);
        assertThat(first).contains(true, false);
        assertThat(throttled(42)).isEqualTo(first);
    }

    private List<Boolean> throttled(long seed) {
        aws.faults().throttleRandomly("PutParameter", 0.5, seed);
        List<Boolean> throttled = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            try {
                put();
                throttled.add(false);
            } catch (AwsServiceException e) {
                throttled.add(true);
            }
        }
        return throttled;
    }

    @Test
    void aDeniedOperationIsDeniedUntilAllowed() {
        aws.faults().deny("PutParameter");
        aws.faults().deny("CreateTopic");
        aws.faults().deny("CreateQueue");
        assertRefused(this::put).isEqualTo("AccessDeniedException");
        assertRefused(this::put).isEqualTo("AccessDeniedException");
        assertThat(refusal(() -> sns.createTopic(t -> t.name("t")))).isInstanceOf(AuthorizationErrorException.class);
        assertRefused(() -> sqs.createQueue(q -> q.queueName("q"))).isEqualTo("AccessDenied");
        aws.faults().allow("PutParameter");
        put();
        aws.faults().clear();
        sns.createTopic(t -> t.name("t"));
    }

    @Test
    void aBrokenServiceAnswersWithStatus500() {
        aws.faults().failNext("PutParameter", 1);
        aws.faults().failNext("CreateTopic", 1);
        aws.faults().failNext("CreateQueue", 1);
        aws.faults().failNext("PutEvents", 1);
        assertThat(refusal(this::put).statusCode()).isEqualTo(500);
        assertThat(refusal(() -> sns.createTopic(t -> t.name("t"))).statusCode())
                .isEqualTo(500);
        assertThat(refusal(() -> sqs.createQueue(q -> q.queueName("q"))).statusCode())
                .isEqualTo(500);
        assertThat(refusal(this::putEvent).statusCode()).isEqualTo(500);
        put();
    }

    @Test
    void aDelayedCallTakesItsTime() {
        put();
        aws.faults().delay("PutParameter", Duration.ofMillis(150));
        long before = System.nanoTime();
        put();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    @Timeout(20)
    void closingEndsDelays() throws Exception {
        Faults faults = new Faults();
        faults.know(Set.of("PutParameter"));
        faults.delay("PutParameter", Duration.ofHours(1));
        CompletableFuture<Void> struck = CompletableFuture.runAsync(() -> {
            try {
                faults.strike(Service.SSM, "PutParameter");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        faults.close();
        struck.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aFaultNeedsAnOperationThatIsThere() {
        assertThatThrownBy(() -> aws.faults().deny("PutParametre")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> aws.faults().throttleRandomly("PutParameter", 1.5, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
