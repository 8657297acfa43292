package io.flowcanary.record;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of AWS's API references for PutParameter, CreateTopic and PutEvents. */
class AwsNamesTest {
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/genesys/canary/percentage",
                "percentage",
                "/a.b-c_D/9",
                "/my/aws/ssm",
                "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15"
            })
    void aNameThatSsmTakesIsAParameter(String name) {
        assertThatCode(() -> AwsNames.requireParameter("parameter", name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a/b/c|expected /a/b/c: SSM wants a slash before",
                "/aws/canary|begins with neither aws nor ssm",
                "AWSCanary|begins with neither aws nor ssm",
                "/awsome|begins with neither aws nor ssm",
                "ssm|begins with neither aws nor ssm",
                "/SSM/canary|begins with neither aws nor ssm",
                "/a b|no space",
                " /a|no space",
                "/a//b|between slashes",
                "/a/|between slashes",
                "/|between slashes",
                "/ä|letters, digits",
                "/a:3|letters, digits",
                "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16|at most 15 levels",
                "arn:aws:ssm:eu-central-1:123456789012:parameter/a|SSM lets nobody write a parameter by its ARN"
            })
    void aNameThatSsmRefusesIsRefusedWithTheReason(String name, String reason) {
        assertThatThrownBy(() -> AwsNames.requireParameter("parameter", name))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageStartingWith("parameter: " + name + " is not allowed; expected ")
                .hasMessageContaining(reason);
    }

    @Test
    void theArnCountsTowardsALongName() {
        assertThatCode(() -> AwsNames.requireParameter("parameter", "/" + "x".repeat(955)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> AwsNames.requireParameter("parameter", "/" + "x".repeat(956)))
                .hasMessageContaining("956 characters")
                .hasMessageContaining("SSM counts the ARN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sns:eu-central-1:123456789012:flow-canary",
                "arn:aws-cn:sns:cn-north-1:123456789012:a_B-9",
                "arn:aws-us-gov:sns:us-gov-west-1:123456789012:t"
            })
    void aStandardTopicOfAnyRegionAndPartitionTakesAlerts(String arn) {
        assertThatCode(() -> AwsNames.requireTopic("alerts.topic", arn)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flow-canary | the ARN of a standard topic",
                "arn:aws:sqs:eu-central-1:123456789012:q | the ARN of a standard topic",
                "arn:aws:sns::123456789012:t | names no region",
                "arn:aws:sns:Frankfurt:123456789012:t | names no region",
                "arn:gcp:sns:eu-central-1:123456789012:t | no AWS partition",
                "arn:aws:sns:eu-central-1:1234:t | twelve digits",
                "arn:aws:sns:eu-central-1:123456789012:alerts.fifo | cannot subscribe to a FIFO topic",
                "arn:aws:sns:eu-central-1:123456789012:t:6b0e71bd-7e97-4d97-80ce-4a0994e55286 | not that of one of its subscriptions",
                "arn:aws:sns:eu-central-1:123456789012:a.b | letters, digits, - and _"
            })
    void whatSnsWouldNotPublishToIsRefusedWithTheReason(String arn, String reason) {
        assertThatThrownBy(() -> AwsNames.requireTopic("alerts.topic", arn))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageStartingWith("alerts.topic: " + arn + " is not allowed; expected ")
                .hasMessageContaining(reason);
    }

    @Test
    void aTopicsNameHasAtMost256Characters() {
        assertThatCode(() -> AwsNames.requireTopic("alerts.topic", TOPIC + "t".repeat(256)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> AwsNames.requireTopic("alerts.topic", TOPIC + "t".repeat(257)))
                .hasMessageContaining("up to 256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default",
                "pipelines.prod-1_x",
                "arn:aws:events:us-east-1:210987654321:event-bus/pipelines",
                "arn:aws-cn:events:cn-north-1:123456789012:event-bus/default"
            })
    void aBusOfOnesOwnIsNamedOrAnArn(String bus) {
        assertThatCode(() -> AwsNames.requireBus("alerts.bus", bus)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a bus | letters, digits",
                "bus:1 | letters, digits",
                "aws.partner/genesys.com/cloud/a/b | only the partner puts events",
                "arn:aws:events:eu-central-1:123456789012:event-bus/aws.partner/genesys.com/cloud/a/b | only the partner",
                "arn:aws:events:eu-central-1:123456789012:rule/r | an event bus's name, or its ARN",
                "arn:aws:events::123456789012:event-bus/b | names no region",
                "arn:aws:events:eu-central-1:12:event-bus/b | twelve digits",
                "arn:aws:sns:eu-central-1:123456789012:t | an event bus's name, or its ARN",
                "arn:aws:events:eu-central-1:123456789012:event-bus/ | letters, digits"
            })
    void whatEventBridgeWouldNotPutOnIsRefusedWithTheReason(String bus, String reason) {
        assertThatThrownBy(() -> AwsNames.requireBus("alerts.bus", bus))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageStartingWith("alerts.bus: " + bus + " is not allowed; expected ")
                .hasMessageContaining(reason);
    }
}
