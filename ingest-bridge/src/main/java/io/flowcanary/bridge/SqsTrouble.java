package io.flowcanary.bridge;

import io.flowcanary.aws.MissingCredentials;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Why the queue cannot be received from, and what to do where somebody has to. */
final class SqsTrouble {
    private SqsTrouble() {}

    static String of(RuntimeException error) {
        if (error instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
            String code = String.valueOf(refused.awsErrorDetails().errorCode());
            String said = code + ": " + refused.awsErrorDetails().errorMessage();
            return todo(code).map(todo -> said + " -> " + todo).orElse(said);
        }
        return MissingCredentials.behind(error)
                .map(MissingCredentials::text)
                .orElse(String.valueOf(error.getMessage()));
    }

    private static Optional<String> todo(String code) {
        String name = code.substring(code.lastIndexOf('.') + 1).replaceFirst("Exception$", "");
        return Optional.ofNullable(
                switch (name) {
                    case "QueueDoesNotExist", "NonExistentQueue", "InvalidAddress" ->
                        "correct SQS_QUEUE_URL: its region, account and name must be the queue's";
                    case "AccessDenied" ->
                        "allow sqs:ReceiveMessage, sqs:DeleteMessage, sqs:ChangeMessageVisibility and sqs:GetQueueAttributes on"
                                + " the queue, and kms:Decrypt on its key if it has one of your own";
                    case "ExpiredToken",
                            "InvalidClientTokenId",
                            "UnrecognizedClient",
                            "InvalidSecurity",
                            "InvalidAccessKeyId",
                            "MissingAuthenticationToken" ->
                        "renew the credentials: log in again, or give the bridge a role";
                    case "SignatureDoesNotMatch", "InvalidSignature", "RequestExpired" ->
                        "set the machine's clock, or correct AWS_SECRET_ACCESS_KEY";
                    case "KmsDisabled", "KmsInvalidState", "KmsNotFound", "KmsOptInRequired", "KmsInvalidKeyUsage" ->
                        "enable the queue's KMS key, or give the queue another";
                    case "KmsAccessDenied" -> "allow kms:Decrypt on the queue's key";
                    default -> null;
                });
    }
}
