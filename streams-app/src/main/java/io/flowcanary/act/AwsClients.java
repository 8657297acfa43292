package io.flowcanary.act;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The three clients over one HTTP client. The SDK never retries: our loops do, and know what they have done. */
record AwsClients(SsmClient ssm, SnsClient sns, EventBridgeClient events, SdkHttpClient http) implements AutoCloseable {

    static AwsClients open(ActSettings settings) {
        SdkHttpClient http = UrlConnectionHttpClient.builder()
                .connectionTimeout(settings.callTimeout())
                .socketTimeout(settings.callTimeout())
                .build();
        return new AwsClients(
                configured(SsmClient.builder(), settings, http).build(),
                configured(SnsClient.builder(), settings, http).build(),
                configured(EventBridgeClient.builder(), settings, http).build(),
                http);
    }

    private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
            B builder, ActSettings settings, SdkHttpClient http) {
        builder.httpClient(http)
                .overrideConfiguration(override -> override.apiCallTimeout(settings.callTimeout())
                        .retryStrategy(DefaultRetryStrategy.doNotRetry()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        }
        return builder;
    }

    @Override
    public void close() {
        ssm.close();
        sns.close();
        events.close();
        http.close();
    }
}
