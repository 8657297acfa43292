package io.flowcanary.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.settings.Environment;
import io.flowcanary.settings.InvalidSettingException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessSettingsTest {
    private static final String ANYWHERE = "0.0.0.0";

    @Test
    void nobodyHasATokenByDefault() {
        AccessSettings settings = from("127.0.0.1", Map.of());

        assertThat(settings.asksForTokens()).isFalse();
        assertThat(settings.loopback()).isTrue();
        assertThat(settings.development()).isFalse();
        assertThat(settings.tls()).isEmpty();
        assertThat(settings.perSecond()).isEqualTo(50);
        assertThat(settings.longestBody()).isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "localhost, true", "::1, true", "0.0.0.0, false", "192.0.2.1, false"})
    void knowsWhatOnlyThisMachineReaches(String host, boolean loopback) {
        assertThat(from(host, Map.of()).loopback()).isEqualTo(loopback);
    }

    @Test
    void developmentIsRefusedWhereOthersReachTheListener() {
        assertThatThrownBy(() -> from(ANYWHERE, Map.of("ACCESS_DEVELOPMENT", "true")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("ACCESS_DEVELOPMENT is 'true'")
                .hasMessageContaining("bind to 127.0.0.1, or set false and give tokens by ACCESS_TOKENS_FILE");
        assertThat(from("localhost", Map.of("ACCESS_DEVELOPMENT", "true")).development())
                .isTrue();
    }

    @Test
    void anIssuerNeedsAnAudienceAndKeys() {
        Map<String, String> issuer = Map.of("ACCESS_OIDC_ISSUER", "https://id");

        assertThatThrownBy(() -> from(ANYWHERE, issuer)).hasMessageContaining("ACCESS_OIDC_AUDIENCE is not set");
        assertThatThrownBy(() -> from(
                        ANYWHERE, Map.of("ACCESS_OIDC_ISSUER", "https://id", "ACCESS_OIDC_AUDIENCE", "flow-canary")))
                .hasMessageContaining("ACCESS_OIDC_JWKS_URL is not set");
        assertThat(from(ANYWHERE, keys("https://id/keys")).oidc().orElseThrow().rolesClaim())
                .isEqualTo("roles");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id/keys", "file:///etc/keys", "keys", "https://"})
    void keysAreFetchedByTls(String url) {
        assertThatThrownBy(() -> from(ANYWHERE, keys(url)))
                .hasMessage("ACCESS_OIDC_JWKS_URL is '" + url
                        + "'; allowed: an https URL; http only on a loopback address");
    }

    @Test
    void aCertificateAndItsKeyGoTogether() {
        assertThatThrownBy(() -> from(ANYWHERE, Map.of("ACCESS_TLS_CERTIFICATE", "a.pem")))
                .hasMessageContaining("ACCESS_TLS_KEY is not set");
        assertThatThrownBy(() -> from(ANYWHERE, Map.of("ACCESS_TLS_KEY", "a.pem")))
                .hasMessageContaining("ACCESS_TLS_CERTIFICATE is not set");
        assertThat(from(ANYWHERE, Map.of("ACCESS_TLS_CERTIFICATE", "c.pem", "ACCESS_TLS_KEY", "k.pem"))
                        .tls())
                .hasValue(new Tls(Path.of("c.pem"), Path.of("k.pem"), Optional.empty()));
    }

    @Test
    void whomToTrustIsAskedOnlyOfAListenerWithTls() {
        assertThatThrownBy(() -> from(ANYWHERE, Map.of("ACCESS_TLS_TRUST", "t.pem")))
                .hasMessageContaining("ACCESS_TLS_TRUST is 't.pem'")
                .hasMessageContaining("ACCESS_TLS_CERTIFICATE");
        assertThat(from(
                                ANYWHERE,
                                Map.of(
                                        "ACCESS_TLS_CERTIFICATE", "c.pem",
                                        "ACCESS_TLS_KEY", "k.pem",
                                        "ACCESS_TLS_TRUST", "t.pem"))
                        .tls()
                        .orElseThrow()
                        .trust())
                .hasValue(Path.of("t.pem"));
        assertThat(from(ANYWHERE, Map.of()).peers()).isEmpty();
    }

    private static Map<String, String> keys(String url) {
        return Map.of(
                "ACCESS_OIDC_ISSUER", "https://id",
                "ACCESS_OIDC_AUDIENCE", "flow-canary",
                "ACCESS_OIDC_JWKS_URL", url);
    }

    private static AccessSettings from(String host, Map<String, String> variables) {
        return AccessSettings.from(new Environment(variables), host);
    }
}
