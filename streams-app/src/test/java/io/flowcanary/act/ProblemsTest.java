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

        assertThat(problem.kind()).isEqualTo(Problem.Kind.DENIED);
        assertThat(problem.text()).contains("allow " + PERMISSION);
    }

    @Test
    void missingCredentialsWaitForSomebodyToBringThem() {
        assertThat(client(SdkClientException.create("Unable to load credentials from any provider"))
                        .kind())
                .isEqualTo(Problem.Kind.DENIED);
    }

    @Test
    void aTopicThatIsNotThereWaitsForSomebodyToCreateIt() {
        assertThat(service("NotFound", 404).kind()).isEqualTo(Problem.Kind.DENIED);
    }

    @Test
    void aRequestThatIsWrongIsRejected() {
        assertThat(service("ValidationException", 400).kind()).isEqualTo(Problem.Kind.REJECTED);
    }

    @Test
    void aRefusalIsLoggedOnceUntilItWorksAgain() {
        Logger logger = (Logger) LoggerFactory.getLogger(HealthBoard.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        HealthBoard board = new HealthBoard(Clock.fixed(Fixtures.START, ZoneOffset.UTC), new SimpleMeterRegistry());

        board.fails("ssm:/p", Problem.denied("allow it"));
        board.fails("ssm:/p", Problem.denied("allow it"));
        board.works("ssm:/p");
        board.fails("ssm:/p", Problem.denied("allow it"));
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
