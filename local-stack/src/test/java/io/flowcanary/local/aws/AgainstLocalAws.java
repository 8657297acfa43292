package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** A fresh endpoint for each test, and the real clients, which do not retry so that a fault is seen. */
abstract class AgainstLocalAws {
    final MutableClock clock = new MutableClock();

    @AutoClose
    LocalAws aws;

    @BeforeEach
    void start() {
        aws = LocalAws.start("127.0.0.1", 0, clock);
    }

    final SsmClient ssm() {
        return pointed(SsmClient.builder());
    }

    final SnsClient sns() {
        return pointed(SnsClient.builder());
    }

    final SnsClient sns(String region) {
        return pointed(SnsClient.builder(), Region.of(region));
    }

    final SqsClient sqs() {
        return pointed(SqsClient.builder());
    }

    final LambdaClient lambda() {
        return pointed(LambdaClient.builder());
    }

    final EventBridgeClient events() {
        return pointed(EventBridgeClient.builder());
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C pointed(B builder) {
        return pointed(builder, Region.EU_CENTRAL_1);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C pointed(B builder, Region region) {
        return builder.endpointOverride(aws.endpoint())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    /** The error code with which the call is refused; fails when it is not. */
    static AbstractStringAssert<?> assertRefused(ThrowingCallable call) {
        return assertThat(refusal(call).awsErrorDetails().errorCode());
    }

    static AwsServiceException refusal(ThrowingCallable call) {
        AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call);
        assertThat(refusal).as("the call is refused").isNotNull();
        assertThat(refusal.requestId()).isNotBlank();
        return refusal;
    }
}
