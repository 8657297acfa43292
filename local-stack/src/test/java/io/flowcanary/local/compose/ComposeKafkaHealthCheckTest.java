package io.flowcanary.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.RequestHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the broker's health check sends and wants to hear; docker/try runs it against a broker. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the check runs in the image's bash")
class ComposeKafkaHealthCheckTest {
    private ServerSocket broker;

    @BeforeEach
    void listen() throws IOException {
        broker = new ServerSocket(0, 1, InetAddress.getByName("localhost"));
    }

    @AfterEach
    void close() throws IOException {
        broker.close();
    }

    @Test
    void asksForTheApiVersionsAsAClientDoes() throws Exception {
        CompletableFuture<RequestHeader> asked = answer("00000010" + "00000001" + "0000" + "000000000000");

        assertThat(exitCode()).isZero();

        RequestHeader header = asked.get(10, TimeUnit.SECONDS);
        assertThat(header.apiKey()).isEqualTo(ApiKeys.API_VERSIONS);
        assertThat(header.apiVersion()).isZero();
        assertThat(header.correlationId()).isEqualTo(1);
    }

    @Test
    void aBrokerThatAnswersWithAnErrorIsNotHealthy() throws Exception {
        answer("00000010" + "00000001" + "0023" + "000000000000");

        assertThat(exitCode()).isNotZero();
    }

    @Test
    void aBrokerThatHangsUpOrDoesNotListenIsNotHealthy() throws Exception {
        answer("");
        assertThat(exitCode()).isNotZero();

        broker.close();
        assertThat(exitCode()).isNotZero();
    }

    /** Answers one request with these bytes, then hangs up. */
    private CompletableFuture<RequestHeader> answer(String hex) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket socket = broker.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] request = in.readNBytes(in.readInt());
                socket.getOutputStream().write(HexFormat.of().parseHex(hex));
                return RequestHeader.parse(ByteBuffer.wrap(request));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private int exitCode() throws IOException, InterruptedException {
        List<String> command = ComposeFile.service("kafka").healthCheck().stream()
                .map(word -> word.replace("$$", "$").replace("/19092", "/" + broker.getLocalPort()))
                .toList();
        Process check = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return check.exitValue();
    }
}
