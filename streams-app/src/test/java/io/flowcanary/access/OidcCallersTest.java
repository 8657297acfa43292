package io.flowcanary.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcCallersTest {
    private static final Instant NOW = Instant.parse("2026-01-15T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final RSAKey RSA = rsa("rsa");
    private static final ECKey EC = ec("ec");

    private final OidcCallers callers = callers("roles");

    @Test
    void knowsACallerByATokenOfTheProvider() throws Exception {
        assertThat(callers.find(rs256(claims().build(), RSA))).hasValue(new Caller("kim (u-1)", Role.OPERATOR));
        assertThat(callers.find(es256(claims().build(), EC))).hasValue(new Caller("kim (u-1)", Role.OPERATOR));
    }

    @Test
    void theSubjectIsTheNameOfWhoHasNoOther() throws Exception {
        JWTClaimsSet claims = claims().claim("preferred_username", null).build();

        assertThat(callers.find(rs256(claims, RSA))).hasValue(new Caller("u-1", Role.OPERATOR));
    }

    @ParameterizedTest
    @CsvSource({"viewer, VIEWER", "operator, OPERATOR", "viewer operator, OPERATOR", "admin, ", "operators, "})
    void theRoleIsTheHighestThatTheClaimLists(String names, Role role) throws Exception {
        String asText = rs256(claims().claim("roles", names).build(), RSA);
        String asList = rs256(claims().claim("roles", List.of(names.split(" "))).build(), RSA);

        assertThat(callers.find(asText).map(Caller::role).orElse(null)).isEqualTo(role);
        assertThat(callers.find(asList).map(Caller::role).orElse(null)).isEqualTo(role);
    }

    @Test
    void theClaimMayBeNested() throws Exception {
        JWTClaimsSet claims = claims().claim("roles", null)
                .claim("realm_access", Map.of("roles", List.of("offline", "viewer")))
                .build();

        assertThat(callers("realm_access.roles").find(rs256(claims, RSA)))
                .hasValue(new Caller("kim (u-1)", Role.VIEWER));
        assertThat(callers.find(rs256(claims, RSA))).isEmpty();
    }

    @Test
    void anotherIssuersTokenIsNobodys() throws Exception {
        assertThat(callers.find(rs256(claims().issuer("https://other").build(), RSA)))
                .isEmpty();
    }

    @Test
    void aTokenForAnotherAudienceIsNobodys() throws Exception {
        assertThat(callers.find(rs256(claims().audience("payroll").build(), RSA)))
                .isEmpty();
    }

    @Test
    void aTokenThatExpiredIsNobodys() throws Exception {
        assertThat(callers.find(rs256(claims().expirationTime(at(-61)).build(), RSA)))
                .isEmpty();
        assertThat(callers.find(rs256(claims().expirationTime(null).build(), RSA)))
                .as("without an end")
                .isEmpty();
    }

    @Test
    void aTokenThatIsNotYetInForceIsNobodys() throws Exception {
        assertThat(callers.find(rs256(claims().notBeforeTime(at(61)).build(), RSA)))
                .isEmpty();
    }

    @Test
    void aTokenSignedByAnotherKeyIsNobodys() throws Exception {
        assertThat(callers.find(rs256(claims().build(), rsa("rsa")))).isEmpty();
        assertThat(callers.find(es256(claims().build(), ec("ec")))).isEmpty();
    }

    @Test
    void aTokenWithAnotherSignatureOrNoneIsNobodys() throws Exception {
        SignedJWT secret = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build(), claims().build());
        secret.sign(new MACSigner(RSA.toRSAPublicKey().getEncoded()));
        SignedJWT rs512 = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("rsa").build(), claims().build());
        rs512.sign(new RSASSASigner(RSA));

        assertThat(callers.find(secret.serialize())).isEmpty();
        assertThat(callers.find(rs512.serialize())).isEmpty();
        assertThat(callers.find(new PlainJWT(claims().build()).serialize())).isEmpty();
        assertThat(callers.find("fc_no-jwt-at-all")).isEmpty();
    }

    @Test
    void controlCharactersDoNotReachTheHistory() throws Exception {
        JWTClaimsSet claims = claims().claim("preferred_username", "kim\nroot").build();

        assertThat(callers.find(rs256(claims, RSA))).hasValue(new Caller("kim?root (u-1)", Role.OPERATOR));
    }

    @Test
    void keysThatCannotBeHadAreNotTheCallersFault() throws Exception {
        OidcCallers away = new OidcCallers(
                oidc("roles"),
                (selector, context) -> {
                    throw new KeySourceException("connection refused");
                },
                CLOCK);
        String token = rs256(claims().build(), RSA);

        assertThatThrownBy(() -> away.find(token))
                .isInstanceOf(CallersAwayException.class)
                .hasMessageContaining("connection refused");
    }

    private static OidcCallers callers(String rolesClaim) {
        return new OidcCallers(
                oidc(rolesClaim),
                new ImmutableJWKSet<>(new JWKSet(List.of(RSA.toPublicJWK(), EC.toPublicJWK()))),
                CLOCK);
    }

    private static Oidc oidc(String rolesClaim) {
        try {
            return new Oidc(
                    "https://id.example.com",
                    "flow-canary",
                    URI.create("https://id.example.com/keys").toURL(),
                    rolesClaim);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://id.example.com")
                .audience("flow-canary")
                .subject("u-1")
                .claim("preferred_username", "kim")
                .claim("roles", List.of("operator"))
                .expirationTime(at(300));
    }

    private static Date at(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static String rs256(JWTClaimsSet claims, RSAKey key) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private static String es256(JWTClaimsSet claims, ECKey key) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
