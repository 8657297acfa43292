package io.flowcanary.act;

import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what the SDK throws into values. */
final class AwsProblems {
    private static final Set<String> NOT_ALLOWED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "AuthorizationError",
            "AuthorizationErrorException",
            "UnauthorizedOperation",
            "NotAuthorized",
            "KMSAccessDenied",
            "KMSAccessDeniedException",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "ExpiredTokenException",
            "MissingAuthenticationToken",
            "OptInRequired");
    private static final Set<String> NOT_THERE =
            Set.of("NotFound", "NotFoundException", "ResourceNotFoundException", "EndpointDisabled");
    private static final Set<String> IN_A_MOMENT = Set.of(
            "InternalException",
            "InternalFailure",
            "InternalServerError",
            "InternalError",
            "TooManyUpdates",
            "RequestTimeout",
            "ConcurrentModificationException",
            "ServiceUnavailable",
            "OperationAbortedException");

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
        String text = code + (message == null ? "" : ": " + message);
        if (NOT_ALLOWED.contains(code)) {
            return Problem.denied("not allowed (" + text + "): allow " + permission);
        }
        if (NOT_THERE.contains(code)) {
            return Problem.denied("does not exist (" + text + "): create it, or correct the policy");
        }
        if (IN_A_MOMENT.contains(code) || code.contains("Throttl") || code.contains("TooManyRequests")) {
            return Problem.retry(text);
        }
        return Problem.rejected("refused (" + text + ") " + permission);
    }

    private static Problem ofService(String permission, AwsServiceException e) {
        String code = e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? "HTTP" + e.statusCode()
                : e.awsErrorDetails().errorCode();
        String message =
                e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
        if (e.isThrottlingException() || e.statusCode() >= 500 || e.statusCode() == 429) {
            return Problem.retry(code + (message == null ? "" : ": " + message));
        }
        if (e.statusCode() == 401 || e.statusCode() == 403) {
            return Problem.denied("not allowed (" + code + "): allow " + permission);
        }
        return ofCode(permission, code, message);
    }

    private static Problem ofClient(String permission, SdkException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("credentials")) {
            return Problem.denied("no credentials for " + permission + ": " + message);
        }
        return Problem.retry("cannot reach AWS for " + permission + ": " + message);
    }
}
