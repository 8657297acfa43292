package io.flowcanary.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void theListenerShowsItsCertificateAndInsistsOnTls(String algorithm) throws Exception {
        PemFiles made = PemFiles.make(directory, algorithm, "dns:localhost");

        try (Door door = new Door("127.0.0.1", made.settings())) {
            HttpClient http = HttpClient.newBuilder()
                    .sslContext(Peers.trustedBy(made.tls()))
                    .build();

            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + door.port() + "/health/live"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("live");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
            assertThatThrownBy(() -> door.get("/health/live")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aKeyInAnotherFormIsRefusedWithTheCommandThatConvertsIt() throws Exception {
        PemFiles made = PemFiles.make(directory, "EC", "dns:localhost");
        Files.writeString(made.key(), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertThatThrownBy(() -> made.tls().keyStore())
                .hasMessageContaining("ACCESS_TLS_KEY: " + made.key())
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws Exception {
        PemFiles made = PemFiles.make(directory, "EC", "dns:localhost");
        Files.delete(made.certificate());

        assertThatThrownBy(() -> made.tls().keyStore())
                .hasMessageContaining("ACCESS_TLS_CERTIFICATE: " + made.certificate());
    }

    @Test
    void aListOfTrustedCertificatesWithoutAnyIsRefusedByItsName() throws Exception {
        PemFiles made = PemFiles.make(directory, "EC", "dns:localhost");
        Path empty = Files.createFile(directory.resolve("trust.pem"));

        assertThatThrownBy(() -> Peers.trustedBy(new Tls(made.certificate(), made.key(), Optional.of(empty))))
                .hasMessageContaining("ACCESS_TLS_TRUST: " + empty)
                .hasMessageContaining("no certificate");
    }
}
