package io.flowcanary.local.aws;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** A handle names a message and the receive that handed it out; to a caller it is opaque. */
final class ReceiptHandle {
    private ReceiptHandle() {}

    static String next(String messageId, int receive) {
        String text = messageId + " " + receive + " " + UUID.randomUUID();
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    static String messageId(String handle) {
        try {
            String text = new String(Base64.getDecoder().decode(handle), StandardCharsets.US_ASCII);
            String[] parts = text.split(" ");
            if (parts.length == 3) {
                return UUID.fromString(parts[0]).toString();
            }
        } catch (IllegalArgumentException notOurs) {
            // Neither Base64 nor a handle of this endpoint: refused below.
        }
        throw SqsError.handle(handle);
    }
}
