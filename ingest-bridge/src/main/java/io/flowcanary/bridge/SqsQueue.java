package io.flowcanary.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the bridge asks of one queue. Every method throws an {@code SdkException} when AWS refuses or cannot be reached. */
final class SqsQueue {
    /** What SQS allows in one request. */
    static final int BATCH = 10;

    private static final Logger LOG = LoggerFactory.getLogger(SqsQueue.class);
    private static final List<QueueAttributeName> HELD_BACK = List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

    private final SqsClient client;
    private final SqsSettings settings;

    SqsQueue(SqsClient client, SqsSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** Up to ten messages; none after a wait in which none came. */
    List<Message> receive() {
        return client.receiveMessage(request -> request.queueUrl(settings.queueUrl())
                        .maxNumberOfMessages(BATCH)
                        .waitTimeSeconds(settings.waitSeconds())
                        .visibilityTimeout((int) settings.visibility().toSeconds()))
                .messages();
    }

    /**
     * Whether the queue holds messages that no poll can see: received by somebody else, by us before a crash, or delayed.
     */
    boolean holdsMessages() {
        return client
                .getQueueAttributes(
                        request -> request.queueUrl(settings.queueUrl()).attributeNames(HELD_BACK))
                .attributes()
                .values()
                .stream()
                .anyMatch(count -> !count.equals("0"));
    }

    /**
     * Deletes up to ten messages.
     *
     * @return the handles to try again; those that SQS will not have are logged and left: the message comes again
     */
    List<String> delete(List<String> handles) {
        List<DeleteMessageBatchRequestEntry> entries = IntStream.range(0, handles.size())
                .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(handles.get(i))
                        .build())
                .toList();
        List<BatchResultErrorEntry> failed = client.deleteMessageBatch(
                        request -> request.queueUrl(settings.queueUrl()).entries(entries))
                .failed();
        List<String> again = new ArrayList<>();
        for (BatchResultErrorEntry entry : failed) {
            LOG.warn("a message was not deleted and may come again: {} {}", entry.code(), entry.message());
            if (!Boolean.TRUE.equals(entry.senderFault())) {
                again.add(handles.get(Integer.parseInt(entry.id())));
            }
        }
        return again;
    }

    /** Hides up to ten messages for this long from now; zero gives them back. */
    void hide(List<String> handles, Duration hidden) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = IntStream.range(0, handles.size())
                .mapToObj(i -> ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(handles.get(i))
                        .visibilityTimeout((int) hidden.toSeconds())
                        .build())
                .toList();
        client.changeMessageVisibilityBatch(
                        request -> request.queueUrl(settings.queueUrl()).entries(entries))
                .failed()
                .forEach(entry ->
                        LOG.warn("a message's visibility did not change: {} {}", entry.code(), entry.message()));
    }
}
