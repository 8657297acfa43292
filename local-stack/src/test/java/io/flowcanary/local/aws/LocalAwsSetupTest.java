package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalAwsSetupTest extends AgainstLocalAws {
    private static final String GENESYS = "{\"source\":\"aws.partner/genesys.com/cloud/abc/stream\",\"detail\":{}}";

    @Test
    void aGenesysEventFindsItsWayToTheQueue() {
        LocalAwsSetup.Created created = LocalAwsSetup.on(aws.endpoint(), "eu-central-1");
        aws.putOnBus("default", GENESYS);
        assertThat(sqs().receiveMessage(r -> r.queueUrl(created.queueUrl())).messages())
                .singleElement()
                .satisfies(m -> assertThat(m.body()).isEqualTo(GENESYS));
        assertThat(sns().publish(p -> p.topicArn(created.topicArn()).message("m"))
                        .messageId())
                .isEqualTo(aws.alerts().get(0).messageId());
        assertThat(created.queueArn()).isEqualTo("arn:aws:sqs:eu-central-1:000000000000:genesys-events");
    }

    @Test
    void aSecondSetUpKeepsTheShare() {
        LocalAwsSetup.on(aws.endpoint(), "eu-central-1");
        ssm().putParameter(p -> p.name(LocalAwsSetup.PARAMETER).value("25").overwrite(true));
        LocalAwsSetup.on(aws.endpoint(), "eu-central-1");
        assertThat(aws.parameter(LocalAwsSetup.PARAMETER).orElseThrow().value()).isEqualTo("25");
    }

    @Test
    void theMainIsSetUpByItsEnvironment() {
        try (LocalAws empty = LocalAwsMain.start(Map.of("LOCAL_AWS_PORT", "0"));
                LocalAws full = LocalAwsMain.start(Map.of("LOCAL_AWS_PORT", "0", "LOCAL_AWS_SETUP", "true"))) {
            assertThat(empty.endpoint().getHost()).isEqualTo("127.0.0.1");
            assertThat(empty.parameter(LocalAwsSetup.PARAMETER)).isEmpty();
            assertThat(full.parameter(LocalAwsSetup.PARAMETER).orElseThrow().value())
                    .isEqualTo("0");
        }
    }
}
