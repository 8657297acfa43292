package io.flowcanary.setup;

import io.flowcanary.aws.AwsRegion;
import io.flowcanary.settings.Environment;
import io.flowcanary.settings.Setting;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The clients over one HTTP client, with the SDK's own retries: every call of ours can be made twice. */
record Aws(
        EventBridgeClient events,
        SqsClient sqs,
        SsmClient ssm,
        SnsClient sns,
        StsClient sts,
        SdkHttpClient http,
        String region)
        implements AutoCloseable {

    private static final Setting ENDPOINT = new Setting("AWS_ENDPOINT_URL", "", "another endpoint than AWS's own");
    private static final Setting REGION =
            new Setting("AWS_REGION", "", "else by AWS's standard chain, like credentials");

    static Aws open(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        String endpoint = environment.text(ENDPOINT);
        URI other = endpoint.isEmpty() ? null : URI.create(endpoint);
        String region = AwsRegion.find(environment.text(REGION)).id();
        SdkHttpClient http = UrlConnectionHttpClient.create();
        return new Aws(
                at(EventBridgeClient.builder(), other, region, http).build(),
                at(SqsClient.builder(), other, region, http).build(),
                at(SsmClient.builder(), other, region, http).build(),
                at(SnsClient.builder(), other, region, http).build(),
                at(StsClient.builder(), other, region, http).build(),
                http,
                region);
    }

    private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B at(
            B builder, URI endpoint, String region, SdkHttpClient http) {
        builder.httpClient(http).region(Region.of(region));
        return endpoint == null ? builder : builder.endpointOverride(endpoint);
    }

    /** Who asks, and so which account is set up. */
    Account account() {
        return AwsCalls.ask("sts:GetCallerIdentity", "*", () -> {
            var caller = sts.getCallerIdentity(request -> {});
            return Account.of(caller.arn(), caller.account(), region);
        });
    }

    @Override
    public void close() {
        events.close();
        sqs.close();
        ssm.close();
        sns.close();
        sts.close();
        http.close();
    }
}
