package io.flowcanary.access;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/** A line of the tokens file: {@code role name sha256-hex-of-token}. */
final class TokenLine {
    private static final Map<String, Role> ROLES = Map.of("viewer", Role.VIEWER, "operator", Role.OPERATOR);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-fA-F]{64}");

    private final Caller caller;
    private final byte[] digest;

    private TokenLine(Caller caller, byte[] digest) {
        this.caller = caller;
        this.digest = digest;
    }

    /** @throws IllegalArgumentException saying what is wrong; it never quotes the third word, which may be a token by mistake */
    static TokenLine parse(String line) {
        String[] words = line.strip().split("\\s+");
        if (words.length != 3) {
            throw new IllegalArgumentException(
                    "expected three words, role name sha256-hex-of-token, not " + words.length);
        }
        Role role = ROLES.get(words[0]);
        if (role == null) {
            throw new IllegalArgumentException("the role '" + words[0] + "' is none of viewer, operator");
        }
        if (!NAME.matcher(words[1]).matches()) {
            throw new IllegalArgumentException("the name '" + words[1] + "' must match " + NAME);
        }
        if (!DIGEST.matcher(words[2]).matches()) {
            throw new IllegalArgumentException("the third word must be the token's SHA-256 in 64 hex digits;"
                    + " 'flow-canary token' makes a token and its line");
        }
        return new TokenLine(new Caller(words[1], role), HexFormat.of().parseHex(words[2]));
    }

    Caller caller() {
        return caller;
    }

    /** Takes the same time wherever the digests differ. */
    boolean matches(byte[] shown) {
        return MessageDigest.isEqual(digest, shown);
    }
}
