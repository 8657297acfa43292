package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

class ProblemsTest {
    private static final String PERMISSION = "ssm:PutParameter on arn:aws:ssm:*:*:parameter/p";

    @Test
    void throttlingIsWorthAnotherAttempt() {
        assertThat(service("ThrottlingException", 400).kind()).isEqualTo(Problem.Kind.RETRY);
        assertThat(service("TooManyUpdates", 400).kind()).isEqualTo(Problem.Kind.RETRY);
    }

    @Test
    void aFailureOnTheirSideIsWorthAnotherAttempt() {
        assertThat(service("Whatever", 500).kind()).isEqualTo(Problem.Kind.RETRY);
        assertThat(client(ApiCallTimeoutException.create(3_000)).kind()).isEqualTo(Problem.Kind.RETRY);
        assertThat(client(SdkClientException.create("Connection refused")).kind())
                .isEqualTo(Problem.Kind.RETRY);
    }

    @Test
    void aMissingPermissionIsNamed() {
        Problem problem = service("AccessDeniedException", 400);

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        assertThat(problem.todo()).isEqualTo("allow " + PERMISSION);
        assertThat(service("SomethingNew", 403).todo()).isEqualTo("allow " + PERMISSION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b/c | ValidationException   | /a/b/c: SSM wants a slash before a name that has levels",
                "/aws/x | AccessDeniedException | a name that begins with neither aws nor ssm"
            })
    void aNameThatSsmNeverTakesNeedsAnotherOne(String name, String code, String allowed) {
        Problem problem = AwsRemedy.forName(name, service(code, 400));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.todo())
                .startsWith("abort the rollout, and start it again with another name in the policy (parameter: " + name)
                .contains(allowed);
        assertThat(AwsRemedy.forName("/p", service(code, 400))).isEqualTo(service(code, 400));
        assertThat(AwsRemedy.forName(name, service("ExpiredTokenException", 400))
                        .todo())
                .startsWith("renew them");
    }

    @Test
    void aRefusalReadsTheSameAtEachAttempt() {
        assertThat(kms("3c3d9a1e-0001")).isEqualTo(kms("3c3d9a1e-0002"));
        assertThat(kms("3c3d9a1e-0001").why())
                .endsWith("(KMSAccessDenied: null (Service: AWSKMS; Status Code: 400; Proxy: null))");
    }

    private static Problem kms(String request) {
        return AwsProblems.ofCode(
                "sns:Publish on t",
                "KMSAccessDenied",
                "null (Service: AWSKMS; Status Code: 400; Request ID: " + request + "; Proxy: null)");
    }

    @Test
    void missingCredentialsWaitForSomebodyToBringThem() {
        assertThat(client(SdkClientException.create("Unable to load credentials from any provider"))
                        .text())
                .startsWith("no AWS credentials: set AWS_PROFILE");
    }

    /** Every error of the calls we make that botocore's models and AWS's common errors name, but those that pass by themselves. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AccessDeniedException | No access to reserved parameter name: /aws/x. | begins with neither aws nor ssm",
                "ParameterMaxVersionLimitExceeded | because | aws ssm unlabel-parameter-version",
                "HierarchyTypeMismatchException | because | name a parameter of type String",
                "UnsupportedParameterType | because | name a parameter of type String",
                "HierarchyLevelLimitExceededException | because | name another parameter",
                "ParameterLimitExceeded | because | higher quota",
                "ParameterPatternMismatchException | because | AllowedPattern",
                "InvalidAllowedPatternException | because | AllowedPattern",
                "PoliciesLimitExceededException | because | parameter's policies",
                "InvalidPolicyTypeException | because | parameter's policies",
                "InvalidPolicyAttributeException | because | parameter's policies",
                "IncompatiblePolicyException | because | parameter's policies",
                "InvalidKeyId | because | enable the KMS key",
                "ParameterNotFound | because | create it, or correct the policy",
                "ParameterVersionNotFound | because | get-parameter-history",
                "ValidationException | because | correct the policy",
                "NotFound | Topic does not exist | create it, or correct the policy",
                "InvalidParameter | Invalid parameter: TopicArn | correct alerts.topic",
                "InvalidParameter | Invalid parameter: The MessageGroupId parameter is required for FIFO topics | standard topic",
                "InvalidParameter | Invalid parameter: MessageGroupId Reason: is required | standard topic",
                "AuthorizationError | because | allow ssm:PutParameter",
                "EndpointDisabled | because | create it, or correct the policy",
                "KMSAccessDenied | because | kms:GenerateDataKey",
                "KMSDisabled | because | enable the KMS key",
                "KMSInvalidState | because | enable the KMS key",
                "KMSNotFound | because | enable the KMS key",
                "KMSOptInRequired | because | enable the KMS key",
                "InvalidSecurity | because | renew them",
                "ResourceNotFoundException | because | create it, or correct the policy",
                "InvalidArgument | Parameter EventBusName is not valid | correct alerts.bus",
                "InvalidAccountIdException | because | correct alerts.bus",
                "NotAuthorizedForSourceException | because | allow source flow-canary",
                "NotAuthorizedForDetailTypeException | because | allow source flow-canary",
                "ExpiredTokenException | because | renew them",
                "UnrecognizedClientException | because | renew them",
                "InvalidClientTokenId | because | renew them",
                "SignatureDoesNotMatch | because | clock",
                "OptInRequired | because | enable it, or name another region",
                "ACodeThatNobodyHasSeenYet | because | docs/AWS_ACCESS.md"
            })
    void whatNeedsAPersonIsKeptAndSaysWhatToDo(String code, String message, String todo) {
        Problem problem = AwsProblems.ofCode(PERMISSION, code, message);

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        assertThat(problem.why()).contains(code, message);
        assertThat(problem.todo()).contains(todo);
        assertThat(problem.text()).isEqualTo(problem.why() + ": " + problem.todo());
    }

    @ParameterizedTest
    @CsvSource({
        "MalformedDetail, Detail is malformed.",
        "InvalidParameter, Invalid parameter: Message too long",
        "InvalidParameter, Invalid parameter: Subject",
        "RequestEntityTooLarge, because"
    })
    void aMessageThatNoTopicOrBusWouldTakeIsRejected(String code, String message) {
        assertThat(AwsProblems.ofCode(PERMISSION, code, message).kind()).isEqualTo(Problem.Kind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThrottlingException", "Throttled", "KMSThrottling", "TooManyUpdates", "InternalFailure"})
    void whatPassesByItselfIsTriedAgain(String code) {
        assertThat(AwsProblems.ofCode(PERMISSION, code, "because").kind()).isEqualTo(Problem.Kind.RETRY);
    }

    @Test
    void aRefusalIsLoggedOnceUntilItWorksAgain() {
        Logger logger = (Logger) LoggerFactory.getLogger(HealthBoard.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        HealthBoard board = new HealthBoard(Clock.fixed(Fixtures.START, ZoneOffset.UTC), new SimpleMeterRegistry());

        board.fails("ssm:/p", Problem.configuration("not allowed", "allow it"));
        board.fails("ssm:/p", Problem.configuration("not allowed", "allow it"));
        board.works("ssm:/p");
        board.fails("ssm:/p", Problem.configuration("not allowed", "allow it"));
        logger.detachAppender(lines);
        logger.setLevel(null);

        assertThat(lines.list)
                .extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.ERROR, Level.INFO, Level.ERROR);
    }

    @Property(tries = 200)
    void aWaitIsNeverLongerThanItsCeiling(@ForAll @IntRange(min = 1, max = 10_000) int failures, @ForAll long seed) {
        Backoff backoff = new Backoff(Duration.ofMillis(300), Duration.ofSeconds(5), new Random(seed));

        assertThat(backoff.nanos(failures)).isBetween(1L, Duration.ofSeconds(5).toNanos());
    }

    private static Problem service(String code, int status) {
        return client(AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("because")
                        .build())
                .build());
    }

    private static Problem client(RuntimeException thrown) {
        return AwsProblems.ask(PERMISSION, () -> {
                    throw thrown;
                })
                .problem();
    }
}
