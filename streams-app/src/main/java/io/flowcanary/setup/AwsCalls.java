package io.flowcanary.setup;

import io.flowcanary.aws.MissingCredentials;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes calls, and says what to do about those that fail. */
final class AwsCalls {
    private static final Set<String> NOT_ALLOWED =
            Set.of("AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation");
    private static final Set<String> NO_SESSION =
            Set.of("ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException");
    private static final Set<String> NOT_THERE = Set.of(
            "NotFound",
            "NotFoundException",
            "ResourceNotFoundException",
            "ResourceNotFound",
            "ParameterNotFound",
            "InvalidResourceId",
            "QueueDoesNotExist",
            "AWS.SimpleQueueService.NonExistentQueue");

    private AwsCalls() {}

    /**
     * Makes a call.
     *
     * @param action what the caller must be allowed, for example sqs:CreateQueue
     * @param resource on which ARN
     */
    static <T> T ask(String action, String resource, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            throw ofService(action, resource, e);
        } catch (SdkException e) {
            throw ofClient(action, e);
        }
    }

    /** Makes a call about something that need not be there. */
    static <T> Optional<T> find(String action, String resource, Supplier<T> call) {
        return ask(action, resource, () -> {
            try {
                return Optional.of(call.get());
            } catch (AwsServiceException e) {
                if (NOT_THERE.contains(code(e))) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static SetupException ofService(String action, String resource, AwsServiceException e) {
        String code = code(e);
        String said = code + ": "
                + (e.awsErrorDetails() == null
                        ? e.getMessage()
                        : e.awsErrorDetails().errorMessage());
        if (NO_SESSION.contains(code)) {
            return new SetupException("AWS does not accept the credentials (" + said + "): log in again", e);
        }
        if (NOT_ALLOWED.contains(code) || e.statusCode() == 403) {
            return new SetupException(
                    "not allowed: " + action + " on " + resource + " (" + said + "). The line that is missing in the"
                            + " policy of who runs this: " + new Statement(action, resource).json()
                            + "; setup --policies prints all of them",
                    e);
        }
        if (code.equals("AWS.SimpleQueueService.QueueDeletedRecently") || code.equals("QueueDeletedRecently")) {
            return new SetupException(
                    "SQS takes the name of a deleted queue only after 60 seconds: run this again then", e);
        }
        return new SetupException(
                action + " on " + resource + " failed (" + said + "). What was done stays; run this again", e);
    }

    private static SetupException ofClient(String action, SdkException e) {
        return new SetupException(
                MissingCredentials.behind(e)
                        .map(MissingCredentials::text)
                        .orElse("cannot reach AWS for " + action + ": " + e.getMessage()),
                e);
    }

    private static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? "HTTP " + e.statusCode()
                : e.awsErrorDetails().errorCode();
    }
}
