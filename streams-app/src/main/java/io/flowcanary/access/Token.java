package io.flowcanary.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A bearer token, of which only the SHA-256 is kept. It holds 256 random bits, so the digest needs neither salt nor a slow
 * function: there is no dictionary to try.
 *
 * @param secret what the caller shows
 */
public record Token(String secret) {
    private static final String PREFIX = "fc_";

    /** A new one. */
    public static Token random(SecureRandom random) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return new Token(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** The line of the tokens file by which it is known. */
    public String line(Role role, String name) {
        String line = role.name().toLowerCase(java.util.Locale.ROOT) + " " + name + " "
                + HexFormat.of().formatHex(sha256(secret));
        TokenLine.parse(line);
        return line;
    }

    @Override
    public String toString() {
        return "(secret)";
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
