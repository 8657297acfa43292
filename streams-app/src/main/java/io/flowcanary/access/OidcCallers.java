package io.flowcanary.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers by the access tokens of an OpenID Connect provider: signed with RS256 or ES256 by one of its keys, made for us by it, and
 * in force. A caller with neither role is nobody.
 */
final class OidcCallers implements Callers {
    private static final Logger LOG = LoggerFactory.getLogger(OidcCallers.class);
    private static final Set<JWSAlgorithm> SIGNATURES = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    private static final int LONGEST_NAME = 200;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final String[] rolesPath;

    OidcCallers(Oidc oidc, JWKSource<SecurityContext> keys, Clock clock) {
        rolesPath = oidc.rolesClaim().split("\\.");
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(SIGNATURES, keys));
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(
                        oidc.audience(),
                        new JWTClaimsSet.Builder().issuer(oidc.issuer()).build(),
                        Set.of("sub", "exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                });
    }

    @Override
    public Optional<Caller> find(String token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return role(claims).map(role -> new Caller(name(claims), role));
        } catch (KeySourceException e) {
            throw new CallersAwayException("cannot fetch the provider's keys: " + e.getMessage(), e);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            // Never the token itself: nimbus' messages do not quote it.
            LOG.debug("a token was refused: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Role> role(JWTClaimsSet claims) {
        Object at = claims.getClaims();
        for (String step : rolesPath) {
            at = at instanceof Map<?, ?> object ? object.get(step) : null;
        }
        Collection<?> names = at instanceof Collection<?> many
                ? many
                : at instanceof String text ? Arrays.asList(text.split("\\s+")) : List.of();
        return names.contains("operator")
                ? Optional.of(Role.OPERATOR)
                : names.contains("viewer") ? Optional.of(Role.VIEWER) : Optional.empty();
    }

    /** The subject identifies for good; the user name is for those who read the history. */
    private static String name(JWTClaimsSet claims) {
        Object user = claims.getClaim("preferred_username");
        String name = user instanceof String text ? text + " (" + claims.getSubject() + ")" : claims.getSubject();
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    }
}
