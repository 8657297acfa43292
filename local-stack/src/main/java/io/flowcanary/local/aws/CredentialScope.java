package io.flowcanary.local.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom, where and for which service a request was signed. The signature itself is not verified: the
 * endpoint has no secret keys to verify it with.
 */
record CredentialScope(String region, String service) {
    private static final Pattern SIGV4 = Pattern.compile("AWS4-HMAC-SHA256\\s+Credential=[^/,\\s]+/\\d{8}/"
            + "(?<region>[a-z0-9-]+)/(?<service>[a-z0-9-]+)/aws4_request\\s*,.*Signature=[0-9a-f]{64}.*");

    static Optional<CredentialScope> read(String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        Matcher parts = SIGV4.matcher(authorization);
        return parts.matches()
                ? Optional.of(new CredentialScope(parts.group("region"), parts.group("service")))
                : Optional.empty();
    }
}
