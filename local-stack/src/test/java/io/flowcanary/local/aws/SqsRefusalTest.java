package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** What SQS refuses, and how it tells. */
class SqsRefusalTest extends AgainstLocalAws {
    private SqsClient sqs;
    private String queue;

    @Override
    @BeforeEach
    void start() {
        super.start();
        sqs = sqs();
        queue = sqs.createQueue(q -> q.queueName("genesys-events")).queueUrl();
    }

    private void send(String body) {
        sqs.sendMessage(s -> s.queueUrl(queue).messageBody(body));
    }

    private Map<QueueAttributeName, String> attributes(String url) {
        return sqs.getQueueAttributes(a -> a.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
    }

    private void assertCounts(int visible, int inFlight, int delayed) {
        assertThat(attributes(queue))
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, String.valueOf(visible))
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, String.valueOf(inFlight))
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, String.valueOf(delayed));
    }

    @Test
    void aDeadLetterQueueMustBeThere() {
        String policy =
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-central-1:000000000000:none\",\"maxReceiveCount\":1}";
        assertThat(refusal(() -> sqs.createQueue(
                        q -> q.queueName("q").attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)))))
                .hasMessageContaining("Dead letter target does not exist");
        assertRefused(() -> sqs.setQueueAttributes(
                        s -> s.queueUrl(queue).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, "{}"))))
                .isEqualTo("InvalidParameterValue");
    }

    @Test
    @SuppressWarnings("unchecked") // the client takes its entries' builders as generic varargs
    void aBatchIsRefusedAsAWhole() {
        assertRefused(() -> sqs.deleteMessageBatch(b -> b.queueUrl(queue)
                        .entries(
                                e -> e.id("1").receiptHandle("x"),
                                e -> e.id("1").receiptHandle("y"))))
                .isEqualTo("AWS.SimpleQueueService.BatchEntryIdsNotDistinct");
        assertRefused(() -> sqs.deleteMessageBatch(b -> b.queueUrl(queue).entries(List.of())))
                .isEqualTo("AWS.SimpleQueueService.EmptyBatchRequest");
        assertRefused(() -> sqs.deleteMessageBatch(
                        b -> b.queueUrl(queue).entries(e -> e.id("no spaces").receiptHandle("x"))))
                .isEqualTo("AWS.SimpleQueueService.InvalidBatchEntryId");
        var eleven = IntStream.range(0, 11)
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id("m" + i)
                        .messageBody("x")
                        .build())
                .toList();
        assertRefused(() -> sqs.sendMessageBatch(b -> b.queueUrl(queue).entries(eleven)))
                .isEqualTo("AWS.SimpleQueueService.TooManyEntriesInBatchRequest");
        String half = "x".repeat(600 * 1024);
        assertRefused(() -> sqs.sendMessageBatch(b -> b.queueUrl(queue)
                        .entries(
                                e -> e.id("1").messageBody(half), e -> e.id("2").messageBody(half))))
                .isEqualTo("AWS.SimpleQueueService.BatchRequestTooLong");
        assertCounts(0, 0, 0);
    }

    @Test
    void aQueueThatIsNotThereIsSaidSo() {
        String none = queue + "-none";
        assertThat(refusal(() -> sqs.getQueueUrl(g -> g.queueName("none"))))
                .isInstanceOf(QueueDoesNotExistException.class);
        assertThat(refusal(() -> sqs.receiveMessage(r -> r.queueUrl(none))))
                .isInstanceOf(QueueDoesNotExistException.class);
        assertRefused(() -> sqs.sendMessage(s -> s.queueUrl(none).messageBody("x")))
                .isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
    }

    @Test
    void aQueueIsCreatedOnceWithItsAttributes() {
        Map<QueueAttributeName, String> minute = Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "60");
        String url = sqs.createQueue(q -> q.queueName("q").attributes(minute)).queueUrl();
        assertThat(sqs.createQueue(q -> q.queueName("q").attributes(minute)).queueUrl())
                .isEqualTo(url);
        assertThat(sqs.createQueue(q -> q.queueName("q")).queueUrl()).isEqualTo(url);
        assertThat(sqs.getQueueUrl(g -> g.queueName("q")).queueUrl()).isEqualTo(url);
        assertThat(sqs.listQueues(l -> l.queueNamePrefix("q")).queueUrls()).containsExactly(url);
        assertThat(attributes(url))
                .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "60")
                .containsEntry(QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:eu-central-1:000000000000:q");
        assertThat(refusal(() -> sqs.createQueue(
                        q -> q.queueName("q").attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "61")))))
                .isInstanceOf(QueueNameExistsException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "VisibilityTimeout, 43201, InvalidAttributeValue",
        "ReceiveMessageWaitTimeSeconds, 21, InvalidAttributeValue",
        "DelaySeconds, soon, InvalidAttributeValue",
        "FifoQueue, true, InvalidAttributeName"
    })
    void anAttributeThatSqsRefusesIsRefused(String name, String value, String code) {
        assertRefused(() -> sqs.createQueue(q -> q.queueName("q").attributesWithStrings(Map.of(name, value))))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "11, 0", "1, -1", "1, 21"})
    void aReceiveHasBounds(int most, int wait) {
        assertRefused(() -> sqs.receiveMessage(
                        r -> r.queueUrl(queue).maxNumberOfMessages(most).waitTimeSeconds(wait)))
                .isEqualTo("InvalidParameterValue");
    }

    @Test
    void whatCannotBeCarriedIsRefused() {
        assertRefused(() -> send("bell \u0007")).isEqualTo("InvalidMessageContents");
        assertRefused(() -> send("")).isEqualTo("MissingParameter");
        assertRefused(() -> send("x".repeat(1_048_577))).isEqualTo("InvalidParameterValue");
        assertRefused(() -> sqs.sendMessage(s -> s.queueUrl(queue)
                        .messageBody("x")
                        .messageAttributes(Map.of(
                                "k",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("v")
                                        .build()))))
                .isEqualTo("AWS.SimpleQueueService.UnsupportedOperation");
        assertRefused(() -> sqs.createQueue(q -> q.queueName("q.fifo")))
                .isEqualTo("AWS.SimpleQueueService.UnsupportedOperation");
        assertRefused(() -> sqs.createQueue(q -> q.queueName("no spaces"))).isEqualTo("InvalidParameterValue");
    }
}
