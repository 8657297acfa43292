package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Topic;

class SnsTest extends AgainstLocalAws {
    private SnsClient sns;
    private String topic;

    @Override
    @BeforeEach
    void start() {
        super.start();
        sns = sns();
        topic = sns.createTopic(t -> t.name("flow-canary-alerts")).topicArn();
    }

    @Test
    void aTopicIsKnownOnlyInItsRegionAndAccount() {
        String elsewhere =
                sns("us-east-1").createTopic(t -> t.name("flow-canary-alerts")).topicArn();

        AwsErrorDetails wrongRegion = refusal(
                        () -> sns.publish(p -> p.topicArn(elsewhere).message("m")))
                .awsErrorDetails();
        assertThat(wrongRegion.errorCode()).isEqualTo("InvalidParameter");
        assertThat(wrongRegion.errorMessage()).isEqualTo("Invalid parameter: TopicArn");
        sns("us-east-1").publish(p -> p.topicArn(elsewhere).message("m"));
        assertThat(aws.alerts()).extracting(SentAlert::topicArn).containsExactly(elsewhere);
        assertThat(sns("us-east-1").listTopics().topics())
                .extracting(Topic::topicArn)
                .containsExactly(elsewhere);
        assertThat(sns.listTopics().topics()).extracting(Topic::topicArn).containsExactly(topic);
        assertRefused(() -> sns.publish(p -> p.topicArn(topic.replace("000000000000", "123456789012"))
                        .message("m")))
                .isEqualTo("AuthorizationError");
    }

    @Test
    void aKeyThatIsOffIsRefusedUntilItIsOnAgain() {
        aws.faults().refuse("Publish", "KMSDisabled");
        assertRefused(() -> sns.publish(p -> p.topicArn(topic).message("m"))).isEqualTo("KMSDisabled");

        aws.faults().allow("Publish");
        sns.publish(p -> p.topicArn(topic).message("m"));
        assertThat(aws.alerts()).hasSize(1);
    }

    @Test
    void aPublishIsRecorded() {
        String id = sns.publish(p -> p.topicArn(topic).subject("Rolled back").message("Überlauf\n5 % → 0 %"))
                .messageId();
        assertThat(aws.alerts())
                .containsExactly(
                        new SentAlert(topic, "Rolled back", "Überlauf\n5 % → 0 %", Map.of(), id, clock.instant()));
    }

    @Test
    void whatSubscriptionsAreFilteredByIsRecorded() {
        sns.publish(p -> p.topicArn(topic)
                .message("m")
                .messageAttributes(Map.of(
                        "severity",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("page")
                                        .build(),
                        "canary",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("ivr")
                                        .build())));
        assertThat(aws.alerts())
                .singleElement()
                .extracting(SentAlert::attributes)
                .isEqualTo(Map.of("severity", "page", "canary", "ivr"));
        assertThat(refusal(() -> sns.publish(p -> p.topicArn(topic)
                        .message("m")
                        .messageAttributes(Map.of(
                                "severity",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("")
                                        .build())))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void aPublishNeedsNoSubject() {
        sns.publish(p -> p.topicArn(topic).message("quiet"));
        assertThat(aws.alerts()).singleElement().extracting(SentAlert::subject).isNull();
    }

    @Test
    void aTopicIsCreatedOnce() {
        assertThat(sns.createTopic(t -> t.name("flow-canary-alerts")).topicArn())
                .isEqualTo(topic)
                .isEqualTo("arn:aws:sns:eu-central-1:000000000000:flow-canary-alerts");
        assertThat(sns.listTopicsPaginator().topics())
                .extracting(Topic::topicArn)
                .containsExactly(topic);
        assertThat(refusal(() -> sns.createTopic(t -> t.name("no spaces"))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void topicsAreListedInPages() {
        for (int i = 0; i < 105; i++) {
            String name = "t" + i;
            sns.createTopic(t -> t.name(name));
        }
        assertThat(sns.listTopics().topics()).hasSize(100);
        assertThat(sns.listTopicsPaginator().topics()).hasSize(106);
    }

    @Test
    void aTopicThatIsNotThereIsNotFound() {
        assertThat(refusal(() -> sns.publish(p -> p.topicArn(topic + "x").message("lost"))))
                .isInstanceOf(NotFoundException.class);
        assertThat(refusal(() -> sns.publish(p -> p.topicArn("nonsense").message("lost"))))
                .isInstanceOf(InvalidParameterException.class);
        assertThat(aws.alerts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" starts with a space", "two\nlines", "tab\there", "5 → 0", ""})
    void aSubjectThatSnsRefusesIsRefused(String subject) {
        assertThat(refusal(() ->
                        sns.publish(p -> p.topicArn(topic).subject(subject).message("m"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid parameter: Subject");
    }

    @Test
    void aSubjectHasFewerThanAHundredCharacters() {
        sns.publish(p -> p.topicArn(topic).subject("x".repeat(99)).message("m"));
        assertRefused(() -> sns.publish(
                        p -> p.topicArn(topic).subject("x".repeat(100)).message("m")))
                .isEqualTo("InvalidParameter");
    }

    @Test
    void aMessageHasBounds() {
        sns.publish(p -> p.topicArn(topic).message("ü".repeat(128 * 1024)));
        assertThat(refusal(() -> sns.publish(p -> p.topicArn(topic).message("ü".repeat(128 * 1024) + "!"))))
                .hasMessageContaining("Message too long");
        assertThat(refusal(() -> sns.publish(p -> p.topicArn(topic).message(""))))
                .hasMessageContaining("Empty message");
    }

    @Test
    void aStructuredMessageNeedsADefault() {
        sns.publish(p -> p.topicArn(topic).messageStructure("json").message("{\"default\":\"d\",\"email\":\"e\"}"));
        assertThat(aws.alerts()).extracting(SentAlert::message).containsExactly("d");
        assertThat(refusal(() -> sns.publish(
                        p -> p.topicArn(topic).messageStructure("json").message("{}"))))
                .hasMessageContaining("No default entry");
    }

    @Test
    void aSubscriptionIsConfirmedOrPending() {
        assertThat(sns.subscribe(s -> s.topicArn(topic).protocol("email").endpoint("on.call@example.org"))
                        .subscriptionArn())
                .isEqualTo("pending confirmation");
        assertThat(sns.subscribe(s -> s.topicArn(topic)
                                .protocol("sqs")
                                .endpoint("arn:aws:sqs:eu-central-1:000000000000:alerts"))
                        .subscriptionArn())
                .startsWith(topic + ":");
        assertRefused(() ->
                        sns.subscribe(s -> s.topicArn(topic).protocol("pigeon").endpoint("x")))
                .isEqualTo("InvalidParameter");
    }
}
