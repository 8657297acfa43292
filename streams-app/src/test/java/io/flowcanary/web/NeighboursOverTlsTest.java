package io.flowcanary.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.access.PemFiles;
import io.flowcanary.topology.Call;
import io.flowcanary.topology.Scene;
import io.flowcanary.topology.Stream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances whose listeners speak TLS: the one that is asked passes the question on to the owner. */
class NeighboursOverTlsTest {
    private static final String ONE = "/api/v1/canaries/main-ivr";
    private static final String HERE = "ip:127.0.0.1";

    @TempDir
    Path directory;

    private final Stream stream = new Stream();
    private PemFiles own;

    @BeforeEach
    void rollOut() throws Exception {
        own = certificate(HERE);
        new Scene(stream).start(Scene.guide(Call.CANARY, "steps: [5, 100]"), "09:00:00");
    }

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void aCertificateThatInstancesShareIsTrusted() {
        HttpResponse<String> answer = passedOn(own.settings(), own.settings());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("BAKING");
    }

    @Test
    void aCertificateThatIsListedIsTrusted() throws Exception {
        PemFiles theirs = certificate(HERE);
        Path listed = directory.resolve("trust.pem");
        Files.writeString(listed, Files.readString(own.certificate()) + Files.readString(theirs.certificate()));
        Map<String, String> trusting = new HashMap<>(own.settings());
        trusting.put("ACCESS_TLS_TRUST", listed.toString());

        HttpResponse<String> answer = passedOn(trusting, theirs.settings());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void aCertificateThatNobodyListedIsRefused() throws Exception {
        HttpResponse<String> answer = passedOn(own.settings(), certificate(HERE).settings());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("is not trusted", "list it or its issuer in ACCESS_TLS_TRUST here");
    }

    @Test
    void aTrustedCertificateOfAnotherNameIsRefused() throws Exception {
        PemFiles elsewhere = certificate("dns:elsewhere.example.com");
        Path listed = directory.resolve("trust.pem");
        Files.writeString(listed, Files.readString(own.certificate()) + Files.readString(elsewhere.certificate()));
        Map<String, String> trusting = new HashMap<>(own.settings());
        trusting.put("ACCESS_TLS_TRUST", listed.toString());

        HttpResponse<String> answer = passedOn(trusting, elsewhere.settings());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("is not good for 127.0.0.1", "STREAMS_APPLICATION_SERVER there");
    }

    @Test
    void anInstanceThatSpeaksNoTlsIsNotAskedWithoutIt() {
        HttpResponse<String> answer = passedOn(own.settings(), Map.of());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("set ACCESS_TLS_CERTIFICATE and ACCESS_TLS_KEY on every instance, or on none");
    }

    private HttpResponse<String> passedOn(Map<String, String> askedSettings, Map<String, String> ownerSettings) {
        try (Site owner = new Site(stream, Site.freePort(), ownerSettings);
                Site asked = new Site(stream, Site.freePort(), askedSettings)) {
            asked.shards.owner = owner.self;
            return asked.get(ONE, "Authorization", "Bearer abc");
        }
    }

    private PemFiles certificate(String name) throws Exception {
        return PemFiles.make(directory, "EC", name);
    }
}
