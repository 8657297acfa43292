package io.flowcanary.access;

import java.net.URL;
import java.util.Objects;

/**
 * An OpenID Connect provider whose access tokens are taken.
 *
 * @param issuer as tokens name it
 * @param audience that tokens must be made for
 * @param keys where its public keys are, as a JWK set
 * @param rolesClaim the claim that lists roles; dots lead into nested objects
 */
record Oidc(String issuer, String audience, URL keys, String rolesClaim) {
    Oidc {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(audience, "audience");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(rolesClaim, "rolesClaim");
    }
}
