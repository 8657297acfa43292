package io.flowcanary.web;

import io.flowcanary.query.NotReadyException;
import io.flowcanary.record.Messages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.kafka.streams.state.HostInfo;
import tools.jackson.core.JacksonException;

/** The other instances, asked over HTTP; over HTTPS where this one speaks it, and only who shows a trusted certificate of its name. */
class Neighbours {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(200);

    private final HttpClient http;
    private final String scheme;
    private final HostInfo self;

    /** @param peers whom TLS trusts; empty where instances speak plain HTTP */
    Neighbours(HostInfo self, Optional<SSLContext> peers) {
        this.self = self;
        scheme = peers.isPresent() ? "https" : "http";
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
        peers.ifPresent(builder::sslContext);
        http = builder.build();
    }

    /**
     * Asks an instance, once more when the first try fails.
     *
     * @throws NotReadyException when it cannot be reached, cannot answer now, or fails
     */
    Reply get(HostInfo instance, Ask ask) {
        try {
            return tried(instance, ask);
        } catch (NotReadyException first) {
            LockSupport.parkNanos(BEFORE_RETRY.toNanos());
            return tried(instance, ask);
        }
    }

    private Reply tried(HostInfo instance, Ask ask) {
        String name = instance.host() + ":" + instance.port();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scheme + "://" + name + ask.path()))
                .timeout(ANSWER)
                .header(Ask.FORWARDED_BY, self.host() + ":" + self.port());
        if (ask.authorization() != null) {
            request.header("Authorization", ask.authorization());
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() >= 500) {
                throw new NotReadyException(name + " keeps it and answered " + response.statusCode());
            }
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(Json.CONTENT_TYPE),
                    Messages.json().readTree(response.body()));
        } catch (SSLException e) {
            throw new NotReadyException(Distrust.of(instance, e));
        } catch (IOException | JacksonException e) {
            throw new NotReadyException(name + " keeps it and cannot be reached: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReadyException("interrupted while asking " + name);
        }
    }
}
