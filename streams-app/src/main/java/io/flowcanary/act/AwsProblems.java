package io.flowcanary.act;

import io.flowcanary.aws.MissingCredentials;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns what the SDK throws into values. Whatever is not known to pass by itself, and not known to be about one message only, is
 * a matter of configuration: it is better to try in vain than to drop an alert or a rollback.
 */
final class AwsProblems {
    private static final Set<String> IN_A_MOMENT = Set.of(
            "InternalException",
            "InternalFailure",
            "InternalServerError",
            "InternalError",
            "TooManyUpdates",
            "RequestTimeout",
            "RequestTimeoutException",
            "ConcurrentModificationException",
            "ServiceUnavailable",
            "OperationAbortedException");
    private static final Set<String> ABOUT_THE_MESSAGE =
            Set.of("MalformedDetail", "RedactionFailure", "RequestEntityTooLarge", "HTTP413");

    /** KMS's errors come through SNS and SSM with an id that is another one at each attempt: not another problem. */
    private static final Pattern REQUEST = Pattern.compile(";? ?Request ID: [^;)]*");

    private AwsProblems() {}

    /**
     * Makes a call.
     *
     * @param permission what the caller must be allowed for it, for example {@code ssm:PutParameter on arn:…}
     */
    static <T> Answer<T> ask(String permission, Supplier<T> call) {
        try {
            return Answer.of(call.get());
        } catch (AwsServiceException e) {
            return Answer.failed(ofService(permission, e));
        } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException e) {
            return Answer.failed(Problem.retry("no answer in time to " + permission));
        } catch (SdkException e) {
            return Answer.failed(ofClient(permission, e));
        }
    }

    /** The problem behind an error code, as single entries of a batch carry them too. */
    static Problem ofCode(String permission, String code, String message) {
        String said = code
                + (message == null || message.isBlank()
                        ? ""
                        : ": " + REQUEST.matcher(message).replaceAll(""));
        if (IN_A_MOMENT.contains(code) || code.contains("Throttl") || code.contains("TooManyRequests")) {
            return Problem.retry(said).as("try-again", code);
        }
        if (ABOUT_THE_MESSAGE.contains(code) || aboutTheMessage(code, message)) {
            return Problem.rejected("refused (" + said + ") " + permission).as("rejected", code);
        }
        return AwsRemedy.of(code, message)
                .map(remedy -> Problem.configuration(remedy.why() + " (" + said + ")", remedy.todo(permission))
                        .as(remedy.cause(), code))
                .orElseGet(() -> Problem.configuration(
                                "refused (" + said + ") " + permission, "see docs/AWS_ACCESS.md for this code")
                        .as("configuration", code));
    }

    /** SNS has one code for a topic that it cannot find and for a message that it does not like. */
    private static boolean aboutTheMessage(String code, String message) {
        return code.startsWith("InvalidParameter")
                && message != null
                && message.matches("(?is).*(message too long|empty message|invalid parameter: (message|subject)\\b).*")
                && !message.contains("MessageGroupId");
    }

    private static Problem ofService(String permission, AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "HTTP" + e.statusCode() : details.errorCode();
        String message = details == null ? null : details.errorMessage();
        if (e.isThrottlingException() || e.statusCode() >= 500 || e.statusCode() == 429) {
            return Problem.retry(code + (message == null ? "" : ": " + message)).as("try-again", code);
        }
        boolean unnamed = AwsRemedy.of(code, message).isEmpty();
        if (unnamed && (e.statusCode() == 401 || e.statusCode() == 403)) {
            return Problem.configuration("not allowed (" + code + ")", "allow " + permission)
                    .as(AwsRemedy.NOT_ALLOWED.cause(), code);
        }
        return ofCode(permission, code, message);
    }

    private static Problem ofClient(String permission, SdkException e) {
        return MissingCredentials.behind(e)
                .map(missing -> Problem.configuration(missing.why(), missing.todo())
                        .as(AwsRemedy.BAD_CREDENTIALS.cause(), null))
                .orElseGet(() -> Problem.retry("cannot reach AWS for " + permission + ": " + e.getMessage()));
    }
}
