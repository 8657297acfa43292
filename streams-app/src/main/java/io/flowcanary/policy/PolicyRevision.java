package io.flowcanary.policy;

import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name of a policy's content: two policies that say the same have the same revision, however they were written. */
public final class PolicyRevision {
    private static final int BYTES = 6;

    private PolicyRevision() {}

    /** First 12 hex digits of the SHA-256 of the policy's JSON with every default filled in. */
    public static String of(Policy policy) {
        byte[] json = Messages.json().writeValueAsBytes(policy);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
