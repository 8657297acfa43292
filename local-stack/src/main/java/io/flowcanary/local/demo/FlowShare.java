package io.flowcanary.local.demo;

import io.flowcanary.local.centre.Share;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The share as the flow's data action reads it: from the parameter, kept for a few seconds of the flow's time. */
final class FlowShare implements Share, AutoCloseable {
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final SsmClient ssm;
    private final String parameter;
    private Instant readAt = Instant.MIN;
    private OptionalDouble share = OptionalDouble.empty();

    FlowShare(URI endpoint, String parameter) {
        this.parameter = parameter;
        ssm = SsmClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(LocalStack.REGION))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Override
    public OptionalDouble percent(Instant callStart) {
        if (callStart.isAfter(readAt.plus(KEPT))) {
            readAt = callStart;
            share = read();
        }
        return share;
    }

    private OptionalDouble read() {
        try {
            return OptionalDouble.of(Double.parseDouble(ssm.getParameter(request -> request.name(parameter))
                    .parameter()
                    .value()));
        } catch (SdkException | NumberFormatException e) {
            // As in the flow: a data action that fails takes the fallback branch.
            return OptionalDouble.empty();
        }
    }

    @Override
    public void close() {
        ssm.close();
    }
}
