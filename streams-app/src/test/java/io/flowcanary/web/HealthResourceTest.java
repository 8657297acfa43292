package io.flowcanary.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.topology.Stream;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HealthResourceTest {
    private static final Health FAILING = new Health(
            false,
            Map.of(
                    "stream", "RUNNING",
                    "ssm:/one", "ok",
                    "ssm:/two", "allow ssm:PutParameter",
                    "sns:arn:aws:sns:eu-central-1:000000000000:alerts", "ok"));

    private final Stream stream = new Stream();
    private final Site site = new Site(stream);

    @AfterEach
    void close() {
        site.close();
        stream.close();
    }

    @Test
    void whoeverMayReadIsToldOfEachPartByItsName() {
        site.health = FAILING;

        assertThat(parts(site.get("/health/ready")).path("ssm:/two").asString()).isEqualTo("allow ssm:PutParameter");
        assertThat(parts(site.get("/health/ready", "Authorization", "Bearer abc"))
                        .size())
                .isEqualTo(4);
    }

    @Test
    void whoeverMayNotIsToldOfNoName() {
        site.health = FAILING;

        HttpResponse<String> unknown = site.get("/health/ready", "Authorization", "Bearer nobody's");
        HttpResponse<String> foreignPage = site.get("/health/ready", "Origin", "https://example.com");

        assertThat(unknown.statusCode()).isEqualTo(503);
        assertThat(parts(unknown).toString()).isEqualTo("{\"sns\":\"ok\",\"ssm\":\"fails\",\"stream\":\"RUNNING\"}");
        assertThat(foreignPage.body()).isEqualTo(unknown.body());
    }

    @Test
    void livenessIsToldToAnybody() {
        HttpResponse<String> response = site.get("/health/live", "Origin", "https://example.com");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(OpenApi.body(response, "get", "/health/live").path("live").asBoolean())
                .isTrue();
    }

    private static JsonNode parts(HttpResponse<String> response) {
        return OpenApi.body(response, "get", "/health/ready").path("parts");
    }
}
