package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BridgeServiceTest {
    private final BridgeService bridge = BridgeService.start(
            BridgeSettings.from(Map.of(
                    "BRIDGE_SOURCE", "http",
                    "BRIDGE_API_KEY", "sesame",
                    "BRIDGE_HTTP_HOST", "127.0.0.1",
                    "BRIDGE_HTTP_PORT", "0",
                    "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")),
            Clock.systemUTC());

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void livesButIsNotReadyAndTakesNothingWhileKafkaIsAway() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"kafka\":\"Kafka did not answer within 3 s\"", "\"source\":");

        HttpRequest post = request("/events")
                .header("X-Api-Key", "sesame")
                .POST(BodyPublishers.ofString("[]"))
                .build();
        assertThat(send(post).statusCode()).isEqualTo(503);
        assertThat(bridge.ended()).isNotDone();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
