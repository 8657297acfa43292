package io.flowcanary.bridge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** One queue in memory, where time does not pass: a received message stays hidden until it is given back. */
final class FakeSqs implements SqsClient {
    final AtomicBoolean away = new AtomicBoolean();
    final AtomicInteger heldByOthers = new AtomicInteger();
    final AtomicInteger deletionsToFail = new AtomicInteger();
    final AtomicInteger polls = new AtomicInteger();
    private final Map<String, String> visible = new LinkedHashMap<>();
    private final Map<String, String> hidden = new LinkedHashMap<>();
    private final List<String> extended = new ArrayList<>();
    private int sent;

    synchronized void send(String body) {
        visible.put("handle-" + ++sent, body);
        notifyAll();
    }

    synchronized int left() {
        return visible.size() + hidden.size();
    }

    synchronized int hidden() {
        return hidden.size();
    }

    synchronized List<String> extended() {
        return List.copyOf(extended);
    }

    @Override
    public synchronized ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        polls.incrementAndGet();
        if (away.get()) {
            throw SdkClientException.create("no route to SQS");
        }
        try {
            if (visible.isEmpty()) {
                wait(10);
            }
        } catch (InterruptedException e) {
            throw SdkClientException.create("interrupted", e);
        }
        List<Message> messages = visible.entrySet().stream()
                .limit(request.maxNumberOfMessages())
                .map(entry -> Message.builder()
                        .messageId("id-of-" + entry.getKey())
                        .receiptHandle(entry.getKey())
                        .body(entry.getValue())
                        .build())
                .toList();
        messages.forEach(message -> hidden.put(message.receiptHandle(), visible.remove(message.receiptHandle())));
        return ReceiveMessageResponse.builder().messages(messages).build();
    }

    @Override
    public synchronized DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        request.entries().forEach(entry -> {
            if (deletionsToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                failed.add(BatchResultErrorEntry.builder()
                        .id(entry.id())
                        .code("InternalError")
                        .senderFault(false)
                        .build());
            } else {
                hidden.remove(entry.receiptHandle());
            }
        });
        return DeleteMessageBatchResponse.builder().failed(failed).build();
    }

    @Override
    public synchronized ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request) {
        request.entries().forEach(entry -> {
            if (entry.visibilityTimeout() > 0) {
                extended.add(entry.receiptHandle());
            } else if (hidden.containsKey(entry.receiptHandle())) {
                visible.put(entry.receiptHandle(), hidden.remove(entry.receiptHandle()));
            }
        });
        return ChangeMessageVisibilityBatchResponse.builder().build();
    }

    @Override
    public synchronized GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        return GetQueueAttributesResponse.builder()
                .attributes(Map.of(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, Integer.toString(visible.size()),
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                Integer.toString(hidden.size() + heldByOthers.get()),
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, "0"))
                .build();
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public void close() {}
}
