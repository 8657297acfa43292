package io.flowcanary.local.aws;

/** A message as one receive saw it: the message itself may already be on its way again. */
record Received(
        String id,
        String body,
        String handle,
        int receives,
        long sentAt,
        long firstReceivedAt,
        String deadLetterSource) {
    static Received of(Message message) {
        return new Received(
                message.id,
                message.body,
                message.handle,
                message.receives,
                message.sentAt,
                message.firstReceivedAt,
                message.deadLetterSource);
    }
}
