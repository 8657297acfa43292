package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;

class SqsTest extends AgainstLocalAws {
    private SqsClient sqs;
    private String queue;

    @Override
    @BeforeEach
    void start() {
        super.start();
        sqs = sqs();
        queue = sqs.createQueue(q -> q.queueName("genesys-events")).queueUrl();
    }

    private List<Message> receive() {
        return sqs.receiveMessage(r -> r.queueUrl(queue)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
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

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "Ümläut → 🐤", "<&>\"'\r\n\t x  "})
    void aMessageArrivesAsItWasSent(String body) {
        // The client compares MD5 sums of what it sent and of what it received.
        send(body);
        assertThat(receive()).extracting(Message::body).containsExactly(body);
    }

    @Test
    void aReceivedMessageIsHiddenUntilItsDeadline() {
        send("a");
        assertThat(receive()).hasSize(1);
        assertCounts(0, 1, 0);
        clock.advance(Duration.ofSeconds(29));
        assertThat(receive()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertCounts(1, 0, 0);
        assertThat(receive()).hasSize(1);
    }

    @Test
    void eachReceiveHasItsOwnHandleAndIsCounted() {
        send("a");
        Message first = receive().get(0);
        clock.advance(Duration.ofSeconds(30));
        Message second = receive().get(0);
        assertThat(second.messageId()).isEqualTo(first.messageId());
        assertThat(second.receiptHandle()).isNotEqualTo(first.receiptHandle());
        assertThat(second.attributes())
                .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2")
                .containsEntry(
                        MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP,
                        first.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP));
    }

    @Test
    void attributesOfAMessageComeOnlyWhenAskedFor() {
        send("a");
        assertThat(sqs.receiveMessage(r -> r.queueUrl(queue)).messages().get(0).attributes())
                .isEmpty();
    }

    @Test
    void aDeletedMessageStaysAway() {
        send("a");
        String handle = receive().get(0).receiptHandle();
        sqs.deleteMessage(d -> d.queueUrl(queue).receiptHandle(handle));
        sqs.deleteMessage(d -> d.queueUrl(queue).receiptHandle(handle));
        clock.advance(Duration.ofHours(1));
        assertThat(receive()).isEmpty();
        assertCounts(0, 0, 0);
    }

    @Test
    void theNewestHandleDeletesEvenAfterItsDeadline() {
        send("a");
        send("b");
        String a = receive().get(0).receiptHandle();
        clock.advance(Duration.ofSeconds(30));
        sqs.deleteMessage(d -> d.queueUrl(queue).receiptHandle(a));
        assertCounts(1, 0, 0);
        assertThat(receive()).extracting(Message::body).containsExactly("b");
    }

    @Test
    void anOldHandleDeletesNothing() {
        send("a");
        String old = receive().get(0).receiptHandle();
        clock.advance(Duration.ofSeconds(30));
        receive();
        sqs.deleteMessage(d -> d.queueUrl(queue).receiptHandle(old));
        assertCounts(0, 1, 0);
        assertThat(refusal(() -> sqs.changeMessageVisibility(
                        c -> c.queueUrl(queue).receiptHandle(old).visibilityTimeout(5))))
                .isInstanceOf(MessageNotInflightException.class);
    }

    @Test
    void aMadeUpHandleIsRefused() {
        assertThat(refusal(() -> sqs.deleteMessage(d -> d.queueUrl(queue).receiptHandle("made up"))))
                .isInstanceOf(ReceiptHandleIsInvalidException.class);
    }

    @Test
    void theDeadlineCanBeMoved() {
        send("a");
        String handle = receive().get(0).receiptHandle();
        sqs.changeMessageVisibility(c -> c.queueUrl(queue).receiptHandle(handle).visibilityTimeout(120));
        clock.advance(Duration.ofSeconds(119));
        assertThat(receive()).isEmpty();
        sqs.changeMessageVisibility(c -> c.queueUrl(queue).receiptHandle(handle).visibilityTimeout(0));
        assertThat(receive()).hasSize(1);
        assertRefused(() -> sqs.changeMessageVisibility(
                        c -> c.queueUrl(queue).receiptHandle(handle).visibilityTimeout(43_201)))
                .isEqualTo("InvalidParameterValue");
    }

    @Test
    void aMessageReceivedOnceTooOftenIsGivenUp() {
        String dead = sqs.createQueue(q -> q.queueName("dead")).queueUrl();
        String policy = "{\"deadLetterTargetArn\":\"" + attributes(dead).get(QueueAttributeName.QUEUE_ARN)
                + "\",\"maxReceiveCount\":\"2\"}";
        sqs.setQueueAttributes(s -> s.queueUrl(queue).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)));
        send("poison");
        for (int i = 0; i < 2; i++) {
            assertThat(receive()).hasSize(1);
            clock.advance(Duration.ofSeconds(30));
        }
        assertThat(receive()).isEmpty();
        assertCounts(0, 0, 0);
        assertThat(sqs.receiveMessage(r -> r.queueUrl(dead).messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                        .messages())
                .singleElement()
                .satisfies(m -> {
                    assertThat(m.body()).isEqualTo("poison");
                    assertThat(m.attributes())
                            .containsEntry(
                                    MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN,
                                    attributes(queue).get(QueueAttributeName.QUEUE_ARN));
                });
    }

    @Test
    void aDelayedMessageAppearsLater() {
        sqs.sendMessage(s -> s.queueUrl(queue).messageBody("late").delaySeconds(60));
        assertCounts(0, 0, 1);
        assertThat(receive()).isEmpty();
        clock.advance(Duration.ofSeconds(60));
        assertThat(receive()).hasSize(1);
    }

    @Test
    void aMessageIsForgottenAfterItsRetention() {
        send("old");
        clock.advance(Duration.ofDays(4));
        assertThat(receive()).isEmpty();
        assertCounts(0, 0, 0);
    }

    @Test
    @SuppressWarnings("unchecked") // the client takes its entries' builders as generic varargs
    void aBatchAnswersForEachEntry() {
        var sent = sqs.sendMessageBatch(b -> b.queueUrl(queue)
                .entries(
                        e -> e.id("1").messageBody("a"),
                        e -> e.id("2").messageBody("b"),
                        e -> e.id("3").messageBody("bell \u0007")));
        assertThat(sent.successful()).extracting(s -> s.id()).containsExactly("1", "2");
        assertThat(sent.failed()).singleElement().satisfies(f -> {
            assertThat(f.id()).isEqualTo("3");
            assertThat(f.code()).isEqualTo("InvalidMessageContents");
            assertThat(f.senderFault()).isTrue();
        });
        List<Message> received = receive();
        var changed = sqs.changeMessageVisibilityBatch(b -> b.queueUrl(queue)
                .entries(
                        e -> e.id("1")
                                .receiptHandle(received.get(0).receiptHandle())
                                .visibilityTimeout(0),
                        e -> e.id("2").receiptHandle("made up").visibilityTimeout(0)));
        assertThat(changed.successful()).extracting(s -> s.id()).containsExactly("1");
        assertThat(changed.failed()).extracting(f -> f.code()).containsExactly("ReceiptHandleIsInvalid");
        var deleted = sqs.deleteMessageBatch(b -> b.queueUrl(queue)
                .entries(
                        e -> e.id("1").receiptHandle(received.get(1).receiptHandle()),
                        e -> e.id("2").receiptHandle("made up")));
        assertThat(deleted.successful()).extracting(s -> s.id()).containsExactly("1");
        assertThat(deleted.failed()).extracting(f -> f.id()).containsExactly("2");
        assertCounts(1, 0, 0);
    }

    @Test
    void aPurgeEmptiesTheQueueOnceAMinute() {
        send("a");
        send("b");
        String handle =
                sqs.receiveMessage(r -> r.queueUrl(queue)).messages().get(0).receiptHandle();
        sqs.purgeQueue(p -> p.queueUrl(queue));
        assertCounts(0, 0, 0);
        assertRefused(() -> sqs.changeMessageVisibility(
                        c -> c.queueUrl(queue).receiptHandle(handle).visibilityTimeout(5)))
                .isEqualTo("InvalidParameterValue");
        assertRefused(() -> sqs.purgeQueue(p -> p.queueUrl(queue)))
                .isEqualTo("AWS.SimpleQueueService.PurgeQueueInProgress");
        clock.advance(Duration.ofSeconds(60));
        sqs.purgeQueue(p -> p.queueUrl(queue));
    }

    @Test
    @Timeout(15)
    void closingTheEndpointEndsALongPoll() throws Exception {
        CompletableFuture<?> poll = CompletableFuture.runAsync(
                        () -> sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(20)))
                // Answered with nothing or cut off: either way it has ended.
                .handle((done, cut) -> done);
        await().until(SqsTest::aPollWaits);
        aws.close();
        poll.get(10, TimeUnit.SECONDS);
    }

    private static boolean aPollWaits() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(Queue.class.getName())
                        && frame.getMethodName().equals("receive"));
    }
}
