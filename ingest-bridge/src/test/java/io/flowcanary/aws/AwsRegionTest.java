package io.flowcanary.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.settings.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

class AwsRegionTest {
    @Test
    void theVariableWins() {
        assertThat(AwsRegion.find(" eu-central-1 ")).isEqualTo(Region.EU_CENTRAL_1);
        assertThat(AwsRegion.find("us-gov-west-1")).isEqualTo(Region.US_GOV_WEST_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu central 1", "Frankfurt", "eu-central-1a", "aws-global"})
    void whatIsNoRegionIsRefusedAtOnce(String region) {
        assertThatThrownBy(() -> AwsRegion.find(region))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("AWS_REGION is '" + region + "'; allowed: a region such as eu-central-1");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sns:us-west-2:123456789012:t, us-west-2",
        "arn:aws-cn:events:cn-north-1:123456789012:event-bus/b, cn-north-1",
        "arn:aws:iam::123456789012:role/r, ",
        "default, "
    })
    void anArnNamesItsRegion(String arn, String region) {
        assertThat(AwsRegion.ofArn(arn).map(Region::id).orElse(null)).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource({
        "https://sqs.eu-west-1.amazonaws.com/123456789012/q, eu-west-1",
        "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q, cn-north-1",
        "https://eu-west-1.queue.amazonaws.com/123456789012/q, eu-west-1",
        "http://127.0.0.1:4566/000000000000/q, ",
        "https://vpce-1.sqs.eu-west-1.vpce.amazonaws.com/123456789012/q, "
    })
    void aQueuesUrlNamesItsRegion(String url, String region) {
        assertThat(AwsRegion.ofQueue(url).map(Region::id).orElse(null)).isEqualTo(region);
    }
}
