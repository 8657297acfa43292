package io.flowcanary.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.flowcanary.local.process.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the check runs in the images' bash")
class DockerfileHealthCheckTest {
    private HttpServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        answer("/ready", 200);
        answer("/busy", 503);
        server.start();
        port = server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aServiceThatSaysSoIsHealthy() throws Exception {
        assertThat(exitCode("/ready")).isZero();
    }

    @Test
    void aServiceThatIsNotReadyIsNotHealthy() throws Exception {
        assertThat(exitCode("/busy")).isNotZero();
        assertThat(exitCode("/unknown")).isNotZero();
    }

    @Test
    void listeningIsEnoughWhereNoPathIsGiven() throws Exception {
        assertThat(exitCode()).isZero();
    }

    @Test
    void aServiceThatDoesNotListenIsNotHealthy() throws Exception {
        server.stop(0);
        assertThat(exitCode("/ready")).isNotZero();
        assertThat(exitCode()).isNotZero();
    }

    private void answer(String path, int status) {
        server.createContext(path, request -> {
            try (request) {
                request.sendResponseHeaders(status, -1);
            }
        });
    }

    private int exitCode(String... path) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", Checkout.file("docker/healthy").toString(), Integer.toString(port)));
        command.addAll(List.of(path));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        try (ChildProcess check = ChildProcess.start(builder)) {
            return check.exitCode(Duration.ofMinutes(1));
        }
    }
}
