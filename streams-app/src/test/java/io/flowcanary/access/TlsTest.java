package io.flowcanary.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory;

    private Path certificate;
    private Path key;

    @BeforeEach
    void name() {
        certificate = directory.resolve("certificate.pem");
        key = directory.resolve("key.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void theListenerShowsItsCertificateAndInsistsOnTls(String algorithm) throws Exception {
        KeyStore made = make(algorithm);

        try (Door door = new Door(
                "127.0.0.1",
                Map.of("ACCESS_TLS_CERTIFICATE", certificate.toString(), "ACCESS_TLS_KEY", key.toString()))) {
            HttpClient http = HttpClient.newBuilder().sslContext(trusting(made)).build();

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
        make("RSA");
        Files.writeString(key, "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertThatThrownBy(() -> new Tls(certificate, key).keyStore())
                .hasMessageContaining("ACCESS_TLS_KEY: " + key)
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws Exception {
        make("RSA");
        Files.delete(certificate);

        assertThatThrownBy(() -> new Tls(certificate, key).keyStore())
                .hasMessageContaining("ACCESS_TLS_CERTIFICATE: " + certificate);
    }

    /** The JDK makes certificates with its own tool only. */
    private KeyStore make(String algorithm) throws Exception {
        Path store = directory.resolve(algorithm + ".p12");
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        algorithm,
                        "-alias",
                        "own",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.txt").toFile())
                .start()
                .waitFor();
        assertThat(code).as("keytool").isZero();
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, PASSWORD.toCharArray());
        }
        pem(certificate, "CERTIFICATE", made.getCertificate("own").getEncoded());
        pem(key, "PRIVATE KEY", made.getKey("own", PASSWORD.toCharArray()).getEncoded());
        return made;
    }

    private static void pem(Path file, String kind, byte[] content) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                        + "-----\n");
    }

    private static SSLContext trusting(KeyStore made) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("own", made.getCertificate("own"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
