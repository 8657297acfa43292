package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.act.ActSettings;
import io.flowcanary.act.AwsCheck;
import io.flowcanary.act.TargetFault;
import io.flowcanary.doctor.AwsDoctor;
import io.flowcanary.doctor.Finding;
import io.flowcanary.record.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What reading alone shows of a parameter, a topic and a bus that AWS would refuse to take something by. */
class AwsCheckTest extends AgainstLocalAws {
    private static final String NAME = "/genesys/canary/percentage";

    private static final String LATE = "no answer in time";

    private ActSettings settings;
    private AwsCheck check;

    @BeforeEach
    void open() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        settings = new ActSettings("unused", Map.of(), aws.endpoint(), "eu-central-1", null, null, null, null);
        check = new AwsCheck(settings, clock);
    }

    @AfterEach
    void close() {
        check.close();
    }

    /** Looks again while a slow machine takes longer than a call may. */
    private static Optional<TargetFault> look(Callable<Optional<TargetFault>> at) {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        at,
                        fault -> fault.filter(found -> found.why().contains(LATE))
                                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SecureString", "StringList"})
    void aParameterOfAnotherTypeIsAFault(String type) {
        ssm().putParameter(p -> p.name(NAME).value("5").type(type));

        TargetFault fault = look(() -> check.parameter(NAME)).orElseThrow();

        assertThat(fault.certain()).isTrue();
        assertThat(fault.text()).contains(NAME + " is a " + type, "name a parameter of type String");
    }

    @Test
    void aStringAndAMissingParameterAreNone() {
        assertThat(look(() -> check.parameter(NAME))).isEmpty();
        ssm().putParameter(p -> p.name(NAME).value("5").type("String"));
        assertThat(look(() -> check.parameter(NAME))).isEmpty();
    }

    @Test
    void aHundredVersionsWithALabelOnTheOldestAreAFaultThatNamesTheCommand() {
        SsmClient ssm = ssm();
        for (int i = 0; i < 100; i++) {
            ssm.putParameter(p -> p.name(NAME).value("5").type("String").overwrite(true));
        }
        assertThat(look(() -> check.parameter(NAME))).isEmpty();
        ssm.labelParameterVersion(l -> l.name(NAME).parameterVersion(1L).labels("prod"));

        assertThat(look(() -> check.parameter(NAME)).orElseThrow().todo())
                .endsWith("aws ssm unlabel-parameter-version --name " + NAME + " --parameter-version 1 --labels prod");
    }

    @Test
    void aNameThatSsmNeverTakesNeedsAnotherOne() {
        String problem = await().atMost(Duration.ofMinutes(1))
                .until(() -> check.read("a/b/c").problem(), why -> !why.contains(LATE));

        assertThat(problem)
                .contains("AWS does not take the request (ValidationException: Parameter name")
                .contains(
                        "abort the rollout, and start it again with another name in the policy (parameter: a/b/c is not"
                                + " allowed; expected /a/b/c: SSM wants a slash before a name that has levels)");
    }

    @Test
    void whatMayNotBeReadIsNotCalledWrong() {
        ssm().putParameter(p -> p.name(NAME).value("5").type("String"));
        aws.faults().deny("GetParameterHistory");
        aws.faults().deny("GetTopicAttributes");
        aws.faults().deny("DescribeEventBus");
        String topic = sns().createTopic(t -> t.name("alerts")).topicArn();

        assertThat(List.of(
                        look(() -> check.parameter(NAME)),
                        look(() -> check.topic(topic)),
                        look(() -> check.bus("default"))))
                .extracting(Optional::orElseThrow)
                .allSatisfy(fault -> {
                    assertThat(fault.certain()).isFalse();
                    assertThat(fault.why()).startsWith("cannot tell: not allowed");
                    assertThat(fault.todo()).startsWith("allow ");
                });
    }

    @Test
    void aTopicIsLookedForInTheRegionOfItsArn() {
        String topic = sns().createTopic(t -> t.name("alerts")).topicArn();
        String elsewhere = topic.replace("eu-central-1", "us-west-2");

        assertThat(look(() -> check.topic(topic))).isEmpty();
        // In the service's own region SNS would say InvalidParameter.
        assertThat(look(() -> check.topic(elsewhere)).orElseThrow().text())
                .contains("NotFound: Topic does not exist")
                .contains("create it, or correct the policy");

        sns("us-west-2").createTopic(t -> t.name("alerts"));
        assertThat(look(() -> check.topic(elsewhere))).isEmpty();
    }

    @Test
    void aBusThatIsNotThereIsAFault() {
        assertThat(look(() -> check.bus("default"))).isEmpty();
        assertThat(look(() -> check.bus("arn:aws:events:eu-central-1:000000000000:event-bus/default")))
                .isEmpty();
        assertThat(look(() -> check.bus("pipelines")).orElseThrow().certain()).isTrue();
    }

    @Test
    void theDoctorSaysItAll() {
        ssm().putParameter(p -> p.name(NAME).value("5").type("SecureString"));
        List<Finding> findings = await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> new AwsDoctor(settings, clock)
                                .findings(
                                        new TreeSet<>(List.of(NAME)),
                                        List.of(new Policy.Alerts(
                                                "arn:aws:sns:us-west-2:000000000000:none", "default"))),
                        found -> found.stream()
                                .noneMatch(finding -> finding.how().contains(LATE)));

        assertThat(findings)
                .extracting(finding -> finding.level() + " " + finding.what())
                .containsExactly(
                        "OK SSM value of " + NAME,
                        "FAIL SSM " + NAME,
                        "FAIL SNS arn:aws:sns:us-west-2:000000000000:none",
                        "OK EventBridge default");
        assertThat(findings.get(1).todo()).contains("name a parameter of type String");
    }
}
