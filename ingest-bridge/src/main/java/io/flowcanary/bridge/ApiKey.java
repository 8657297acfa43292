package io.flowcanary.bridge;

import io.flowcanary.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The key that posts must carry, compared in a time that tells nothing about it, its length included. There may be
 * two, so that it is changed without a pause; one written {@code sha256:} and 64 hex digits is known by its digest only.
 */
final class ApiKey {
    private static final String HASHED = "sha256:[0-9a-fA-F]{64}";

    private final List<byte[]> expected;

    /** @param next counts as well; empty when there is none */
    ApiKey(Secret key, Secret next) {
        expected = Stream.of(key, next)
                .map(Secret::value)
                .filter(value -> !value.isEmpty())
                .map(ApiKey::digest)
                .toList();
    }

    boolean matches(String presented) {
        if (presented == null) {
            return false;
        }
        byte[] digest = sha256(presented);
        boolean any = false;
        for (byte[] key : expected) {
            any |= MessageDigest.isEqual(key, digest);
        }
        return any;
    }

    private static byte[] digest(String key) {
        return key.matches(HASHED) ? HexFormat.of().parseHex(key.substring("sha256:".length())) : sha256(key);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
