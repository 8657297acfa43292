package io.flowcanary.bridge;

import io.flowcanary.aws.AwsRegion;
import io.flowcanary.bridge.SqsSettings.Access;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** Opens SQS as told, and by AWS's standard chain where nothing is told. */
final class SqsClients {
    private SqsClients() {}

    /** @throws io.flowcanary.settings.InvalidSettingException when neither the queue's URL nor any usual place names a region */
    static SqsClient open(SqsSettings settings) {
        Access access = settings.access();
        Duration longestPoll = Duration.ofSeconds(settings.waitSeconds() + 10L);
        SqsClientBuilder builder = SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .socketTimeout(longestPoll)
                        .connectionTimeout(Duration.ofSeconds(3)));
        access.endpoint().ifPresent(builder::endpointOverride);
        builder.region(AwsRegion.ofQueue(settings.queueUrl()).orElseGet(() -> AwsRegion.find(access.region())));
        if (!access.keyId().isEmpty()) {
            builder.credentialsProvider(StaticCredentialsProvider.create(credentials(access)));
        }
        return builder.build();
    }

    private static AwsCredentials credentials(Access access) {
        String token = access.sessionToken().value();
        return token.isEmpty()
                ? AwsBasicCredentials.create(access.keyId(), access.key().value())
                : AwsSessionCredentials.create(access.keyId(), access.key().value(), token);
    }
}
