package io.flowcanary.act;

import io.flowcanary.aws.AwsRegion;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The clients over one HTTP client and one chain of credentials. A topic or a bus whose ARN names a region is asked there, by a
 * client that is opened with its first use. The SDK never retries: our loops do, and know what they have done. For any thread.
 */
final class AwsClients implements AutoCloseable {
    private final Map<Region, SnsClient> topics = new ConcurrentHashMap<>();
    private final Map<Region, EventBridgeClient> buses = new ConcurrentHashMap<>();
    private final DefaultCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();
    private final ActSettings settings;
    private final Region home;
    private final SdkHttpClient http;
    private final SsmClient ssm;

    private AwsClients(ActSettings settings, Region home) {
        this.settings = settings;
        this.home = home;
        http = UrlConnectionHttpClient.builder()
                .connectionTimeout(settings.callTimeout())
                .socketTimeout(settings.callTimeout())
                .build();
        ssm = configured(SsmClient.builder(), home).build();
    }

    /** @throws io.flowcanary.settings.InvalidSettingException when no usual place names a region */
    static AwsClients open(ActSettings settings) {
        return new AwsClients(settings, AwsRegion.find(settings.region()));
    }

    SsmClient ssm() {
        return ssm;
    }

    /** The client for the topic of this ARN. */
    SnsClient sns(String topic) {
        return topics.computeIfAbsent(
                region(topic), region -> configured(SnsClient.builder(), region).build());
    }

    /** The client for the bus of this name or ARN. */
    EventBridgeClient events(String bus) {
        return buses.computeIfAbsent(
                region(bus),
                region -> configured(EventBridgeClient.builder(), region).build());
    }

    private Region region(String target) {
        return AwsRegion.ofArn(target).orElse(home);
    }

    private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(B builder, Region region) {
        builder.httpClient(http)
                .region(region)
                .credentialsProvider(credentials)
                .overrideConfiguration(override -> override.apiCallTimeout(settings.callTimeout())
                        .retryStrategy(DefaultRetryStrategy.doNotRetry()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder;
    }

    @Override
    public void close() {
        ssm.close();
        topics.values().forEach(SnsClient::close);
        buses.values().forEach(EventBridgeClient::close);
        credentials.close();
        http.close();
    }
}
