package io.flowcanary.local.gate;

import io.flowcanary.local.centre.Branch;
import io.flowcanary.local.centre.Gate;
import io.flowcanary.record.Messages;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The flow's gate as it is in production: each call asks the function, by the data action's own time limit. */
public final class LambdaGate implements Gate, AutoCloseable {
    /** {@code timeoutSeconds} of the data action. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final LambdaClient lambda;

    /** A gate that asks the function behind this endpoint, with credentials that say "local". */
    public LambdaGate(URI aws) {
        lambda = LambdaClient.builder()
                .endpointOverride(aws)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                // A data action is not tried again.
                .overrideConfiguration(o -> o.apiCallTimeout(TIMEOUT).retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @Override
    public Branch branch(long index, double drawn, Instant callStart) {
        try {
            InvokeResponse response = lambda.invoke(
                    i -> i.functionName(GateFunction.NAME).payload(SdkBytes.fromUtf8String(GateFunction.EVENT)));
            return response.functionError() == null
                    ? taken(Messages.json().readTree(response.payload().asByteArray()))
                    : Branch.FALLBACK;
        } catch (SdkException | JacksonException e) {
            // The flow's ways for failure and timeout.
            return Branch.FALLBACK;
        }
    }

    /** What the flow does with an answer: marks the call with its version and takes its branch. */
    private static Branch taken(JsonNode answer) {
        String version = answer.path("version").asString("");
        boolean canary = answer.path("branch").asString("").equals("canary");
        if (canary && version.equals(Branch.CANARY.version().orElseThrow())) {
            return Branch.CANARY;
        }
        return !canary && version.equals(Branch.STABLE.version().orElseThrow()) ? Branch.STABLE : Branch.FALLBACK;
    }

    @Override
    public void close() {
        lambda.close();
    }
}
