package io.flowcanary.local.aws;

/** One message in a queue. Its queue's lock guards what changes. */
final class Message {
    enum Place {
        DELAYED,
        VISIBLE,
        IN_FLIGHT,
        GONE
    }

    final String id;
    final String body;
    final long sentAt;
    /** The ARN of the queue that gave the message up; null unless this is a dead-letter queue. */
    final String deadLetterSource;

    Place place;
    /** Tells apart messages that have the same deadline. */
    long sequence;
    /** When a delayed message, or one in flight, becomes visible. */
    long deadline;

    int receives;
    long firstReceivedAt;
    /** The newest handle; null before the first receive. */
    String handle;

    Message(String id, String body, long sentAt, String deadLetterSource) {
        this.id = id;
        this.body = body;
        this.sentAt = sentAt;
        this.deadLetterSource = deadLetterSource;
    }

    Message deadLetterFrom(String queueArn) {
        return new Message(id, body, sentAt, queueArn);
    }
}
