package io.flowcanary.act;

import io.flowcanary.act.EffectException.Kind;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what AWS answers into what we can do about it. */
final class AwsCalls {
    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "AuthorizationError",
            "AuthorizationErrorException",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "ExpiredToken",
            "ExpiredTokenException");

    private AwsCalls() {}

    /**
     * Makes one call.
     *
     * @param permission the IAM action that it needs
     * @param on what it is about: a parameter, topic or bus
     */
    static <T> T call(String permission, String on, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
            if (DENIED.contains(code)) {
                throw new EffectException(Kind.DENIED, code + ": allow " + permission + " on " + on, e);
            }
            boolean again = e.isThrottlingException() || e.statusCode() >= 500 || e.statusCode() == 429;
            throw new EffectException(
                    again ? Kind.RETRY : Kind.REJECTED, permission + " on " + on + ": " + e.getMessage(), e);
        } catch (SdkException e) {
            throw new EffectException(Kind.RETRY, permission + " on " + on + ": " + e.getMessage(), e);
        }
    }
}
