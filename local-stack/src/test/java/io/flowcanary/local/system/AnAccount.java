package io.flowcanary.local.system;

import io.flowcanary.local.aws.LocalAws;
import io.flowcanary.settings.Secret;
import io.flowcanary.setup.Setup;
import io.flowcanary.setup.Step;
import io.flowcanary.setup.Step.Action;
import io.flowcanary.setup.Wishes;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** An account in which there is nothing but Genesys' offer, and what sets it up. */
final class AnAccount implements AutoCloseable {
    static final String SOURCE = "aws.partner/genesys.com/cloud/3f6b9e2c-0000-4000-8000-1234567890ab/calls";
    static final String REGION = "eu-central-1";
    static final String PARAMETER = "/genesys/canary/percentage";
    static final String VERDICTS = "arn:aws:sns:eu-central-1:000000000000:verdicts";
    static final Consumer<Step> QUIET = step -> {};

    final LocalAws aws = LocalAws.start("127.0.0.1", 0, Clock.systemUTC());
    final Setup setup;

    AnAccount() {
        // The SDK finds credentials as it would anywhere: by AWS's standard chain.
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        aws.offerEventSource(SOURCE);
        try {
            setup = Setup.open(variables());
        } catch (RuntimeException | Error e) {
            aws.close();
            throw e;
        }
    }

    Map<String, String> variables() {
        return Map.of("AWS_ENDPOINT_URL", aws.endpoint().toString(), "AWS_REGION", REGION);
    }

    static Wishes toAQueue() {
        return wishes(null);
    }

    static Wishes toAnEndpoint(URI endpoint) {
        return wishes(new Wishes.Post(endpoint, "arn:aws:iam::000000000000:role/post", "X-Api-Key", 300, false));
    }

    private static Wishes wishes(Wishes.Post post) {
        return new Wishes(
                "flow-canary",
                SOURCE,
                post,
                PARAMETER,
                List.of("ops@example.com"),
                List.of(),
                VERDICTS,
                "flow-canary-gate");
    }

    static Secret key() {
        return new Secret("a key of forty characters, or nearly so");
    }

    List<Step> apply(Wishes wishes) {
        return setup.apply(wishes, AnAccount::key, QUIET);
    }

    List<Action> planned(Wishes wishes) {
        return setup.plan(wishes).stream().map(Step::action).toList();
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.of(REGION))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Override
    public void close() {
        setup.close();
        aws.close();
    }
}
