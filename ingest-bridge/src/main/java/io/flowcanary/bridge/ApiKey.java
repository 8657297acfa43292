package io.flowcanary.bridge;

import io.flowcanary.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The key that posts must carry, compared in a time that tells nothing about it, its length included. */
final class ApiKey {
    private final byte[] expected;

    ApiKey(Secret key) {
        this.expected = sha256(key.value());
    }

    boolean matches(String presented) {
        return presented != null && MessageDigest.isEqual(expected, sha256(presented));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
