package io.flowcanary.local.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations on messages. */
final class SqsMessages {
    private static final int LONGEST_VISIBILITY = 43_200;
    private static final int LARGEST_BATCH = 1_048_576;

    private final Queues queues;

    SqsMessages(Queues queues) {
        this.queues = queues;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "SendMessage", call -> send(queue(call), call),
                "SendMessageBatch", this::sendBatch,
                "ReceiveMessage", this::receive,
                "DeleteMessage", call -> delete(queue(call), call),
                "DeleteMessageBatch",
                        call -> {
                            Queue queue = queue(call);
                            return SqsBatch.each(call, entry -> {
                                delete(queue, entry);
                                return Json.object();
                            });
                        },
                "ChangeMessageVisibility", call -> changeVisibility(queue(call), call),
                "ChangeMessageVisibilityBatch",
                        call -> {
                            Queue queue = queue(call);
                            return SqsBatch.each(call, entry -> {
                                changeVisibility(queue, entry);
                                return Json.object();
                            });
                        });
    }

    private Queue queue(Call call) {
        return queues.byUrl(required(call, "QueueUrl"));
    }

    private static String required(Call call, String member) {
        String value = call.text(member, "");
        if (value.isEmpty()) {
            throw SqsError.missing(member);
        }
        return value;
    }

    private static ObjectNode send(Queue queue, Call call) {
        String body = required(call, "MessageBody");
        if (!call.input().path("MessageAttributes").isEmpty()) {
            throw SqsError.unsupported("message attributes");
        }
        if (call.input().has("MessageGroupId")) {
            throw SqsError.unsupported("FIFO queues");
        }
        int largest = queue.settings().largestMessage();
        if (body.getBytes(StandardCharsets.UTF_8).length > largest) {
            throw call.service()
                    .invalid("One or more parameters are invalid. Reason: Message must be shorter than " + largest
                            + " bytes.");
        }
        if (!body.codePoints().allMatch(SqsMessages::allowed)) {
            throw SqsError.contents();
        }
        int delay = call.integer("DelaySeconds", queue.settings().delay(), 0, 900);
        return Json.object().put("MD5OfMessageBody", md5(body)).put("MessageId", queue.send(body, delay));
    }

    private ObjectNode sendBatch(Call call) {
        Queue queue = queue(call);
        long size = 0;
        for (JsonNode entry : SqsBatch.entries(call)) {
            size += entry.path("MessageBody").asString("").getBytes(StandardCharsets.UTF_8).length;
        }
        if (size > LARGEST_BATCH) {
            throw SqsError.bigBatch(LARGEST_BATCH, size);
        }
        return SqsBatch.each(call, entry -> send(queue, entry));
    }

    private ObjectNode receive(Call call) {
        Queue queue = queue(call);
        int most = call.integer("MaxNumberOfMessages", 1, 1, 10);
        int visibility = call.integer("VisibilityTimeout", queue.settings().visibilityTimeout(), 0, LONGEST_VISIBILITY);
        int wait = call.integer("WaitTimeSeconds", queue.settings().receiveWait(), 0, 20);
        Set<String> wanted = new HashSet<>();
        call.input().path("AttributeNames").forEach(n -> wanted.add(n.asString()));
        call.input().path("MessageSystemAttributeNames").forEach(n -> wanted.add(n.asString()));
        ObjectNode answer = Json.object();
        try {
            ArrayNode messages = Json.array();
            queue.receive(most, visibility, wait).forEach(m -> messages.add(described(m, wanted)));
            if (!messages.isEmpty()) {
                answer.set("Messages", messages);
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answer;
        }
    }

    private static ObjectNode described(Received message, Set<String> wanted) {
        ObjectNode one = Json.object()
                .put("MessageId", message.id())
                .put("ReceiptHandle", message.handle())
                .put("MD5OfBody", md5(message.body()))
                .put("Body", message.body());
        ObjectNode attributes = Json.object()
                .put("SenderId", Service.ACCOUNT)
                .put("SentTimestamp", String.valueOf(message.sentAt()))
                .put("ApproximateReceiveCount", String.valueOf(message.receives()))
                .put("ApproximateFirstReceiveTimestamp", String.valueOf(message.firstReceivedAt()));
        if (message.deadLetterSource() != null) {
            attributes.put("DeadLetterQueueSourceArn", message.deadLetterSource());
        }
        if (!wanted.contains("All")) {
            attributes.retain(wanted);
        }
        if (!attributes.isEmpty()) {
            one.set("Attributes", attributes);
        }
        return one;
    }

    private static ObjectNode delete(Queue queue, Call call) {
        queue.delete(required(call, "ReceiptHandle"));
        return null;
    }

    private static ObjectNode changeVisibility(Queue queue, Call call) {
        String handle = required(call, "ReceiptHandle");
        if (call.integer("VisibilityTimeout").isEmpty()) {
            throw SqsError.missing("VisibilityTimeout");
        }
        queue.changeVisibility(handle, call.integer("VisibilityTimeout", 0, 0, LONGEST_VISIBILITY));
        return null;
    }

    /** What XML 1.0 can carry, which SQS demands in both protocols. */
    private static boolean allowed(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    private static String md5(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
