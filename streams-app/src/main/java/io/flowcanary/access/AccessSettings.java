package io.flowcanary.access;

import io.flowcanary.settings.Environment;
import io.flowcanary.settings.InvalidSettingException;
import io.flowcanary.settings.Setting;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Who is answered over HTTP.
 *
 * @param tokens the tokens file, if there is one
 * @param oidc the provider whose tokens are taken, if there is one
 * @param loopback whether only this machine can reach the listener
 * @param development whether whoever reaches it may order
 * @param tls what the listener shows, if it speaks TLS
 * @param perSecond requests of one caller, in the long run
 * @param longestBody in bytes
 */
public record AccessSettings(
        Optional<Path> tokens,
        Optional<Oidc> oidc,
        boolean loopback,
        boolean development,
        Optional<Tls> tls,
        int perSecond,
        int longestBody) {
    static final Setting TOKENS =
            new Setting("ACCESS_TOKENS_FILE", "", "a file of tokens, one `role name sha256-hex` a line");
    static final Setting ISSUER = new Setting("ACCESS_OIDC_ISSUER", "", "the OpenID Connect issuer whose tokens count");
    static final Setting AUDIENCE =
            new Setting("ACCESS_OIDC_AUDIENCE", "", "the audience that its tokens must name; required with an issuer");
    static final Setting KEYS =
            new Setting("ACCESS_OIDC_JWKS_URL", "", "where its public keys are; required with an issuer");
    static final Setting ROLES = new Setting(
            "ACCESS_OIDC_ROLES_CLAIM", "roles", "the claim that lists viewer or operator; dots lead into objects");
    static final Setting DEVELOPMENT = new Setting(
            "ACCESS_DEVELOPMENT",
            "false",
            "true lets anybody who reaches the loopback listener give orders without a token");
    static final Setting CERTIFICATE =
            new Setting("ACCESS_TLS_CERTIFICATE", "", "PEM file of the listener's certificate chain; with it: HTTPS");
    static final Setting KEY = new Setting("ACCESS_TLS_KEY", "", "PEM file of its private key, PKCS #8");
    static final Setting TRUST = new Setting(
            "ACCESS_TLS_TRUST",
            "",
            "PEM file of the only certificates to trust in other instances; default: the listener's own chain and the JDK's");
    static final Setting RATE =
            new Setting("ACCESS_RATE", "50", "requests a second for each caller; ten times that in a burst");
    static final Setting BODY = new Setting("ACCESS_MAX_BODY", "1048576", "bytes; a longer request gets 413");

    private static final Map<String, Boolean> YES_NO = Map.of("true", true, "false", false);

    /** Every variable with its default and meaning, in the order of the documentation. */
    public static List<Setting> table() {
        return List.of(TOKENS, ISSUER, AUDIENCE, KEYS, ROLES, DEVELOPMENT, CERTIFICATE, KEY, TRUST, RATE, BODY);
    }

    /**
     * Reads the settings from environment variables.
     *
     * @param host the address that the listener binds to
     * @throws InvalidSettingException naming the variable, its value and what is allowed
     */
    public static AccessSettings from(Environment env, String host) {
        boolean loopback = loopback(host);
        boolean development = env.choice(DEVELOPMENT, YES_NO);
        if (development && !loopback) {
            throw new InvalidSettingException(
                    DEVELOPMENT.name(),
                    "true",
                    "true only where the listener binds to a loopback address, and " + host
                            + " is none: bind to 127.0.0.1, or set false and give tokens by " + TOKENS.name());
        }
        return new AccessSettings(
                Optional.of(env.text(TOKENS)).filter(path -> !path.isEmpty()).map(Path::of),
                oidc(env),
                loopback,
                development,
                tls(env),
                (int) env.number(RATE, 1, 100_000),
                (int) env.number(BODY, 1, 64 << 20));
    }

    /**
     * What other instances are asked with: TLS that trusts them where the own listener speaks it, else empty.
     *
     * @throws IllegalArgumentException when a file cannot be used, saying which, why and what to do
     */
    public Optional<SSLContext> peers() {
        return tls.map(Peers::trustedBy);
    }

    /** Whether anybody has to show a token. */
    boolean asksForTokens() {
        return tokens.isPresent() || oidc.isPresent();
    }

    private static Optional<Oidc> oidc(Environment env) {
        String issuer = env.text(ISSUER);
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        String needed = "a value, since " + ISSUER.name() + " is set";
        return Optional.of(
                new Oidc(issuer, env.required(AUDIENCE, needed), url(env.required(KEYS, needed)), env.text(ROLES)));
    }

    /** Keys fetched without TLS would let anybody on the way sign tokens. */
    private static URL url(String text) {
        try {
            URI uri = URI.create(text);
            boolean safe =
                    "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback(uri.getHost()));
            if (safe) {
                return uri.toURL();
            }
        } catch (IllegalArgumentException | MalformedURLException e) {
            // Said below.
        }
        throw new InvalidSettingException(KEYS.name(), text, "an https URL; http only on a loopback address");
    }

    private static Optional<Tls> tls(Environment env) {
        String certificate = env.text(CERTIFICATE);
        String key = env.text(KEY);
        if (certificate.isEmpty() != key.isEmpty()) {
            Setting missing = key.isEmpty() ? KEY : CERTIFICATE;
            throw new InvalidSettingException(missing.name(), null, "a PEM file: certificate and key go together");
        }
        String trust = env.text(TRUST);
        if (key.isEmpty() && !trust.isEmpty()) {
            throw new InvalidSettingException(
                    TRUST.name(),
                    trust,
                    "nothing without " + CERTIFICATE.name() + ": then others are asked without TLS");
        }
        return key.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tls(
                        Path.of(certificate),
                        Path.of(key),
                        trust.isEmpty() ? Optional.empty() : Optional.of(Path.of(trust))));
    }

    private static boolean loopback(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
