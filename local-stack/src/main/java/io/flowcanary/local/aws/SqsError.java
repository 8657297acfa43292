package io.flowcanary.local.aws;

/** The errors of SQS, each with its code in the JSON and in the query protocol. */
final class SqsError {
    private static final String PREFIX = "AWS.SimpleQueueService.";

    private SqsError() {}

    static AwsError noQueue() {
        return prefixed("QueueDoesNotExist", "NonExistentQueue", "The specified queue does not exist.");
    }

    static AwsError deletedRecently() {
        return prefixed(
                "QueueDeletedRecently",
                "QueueDeletedRecently",
                "You must wait 60 seconds after deleting a queue before you can create another with the same name.");
    }

    static AwsError otherAttributes() {
        return new AwsError(
                "QueueNameExists",
                "QueueAlreadyExists",
                400,
                "A queue already exists with the same name and a different value for an attribute.");
    }

    static AwsError missing(String member) {
        return new AwsError(
                "MissingRequiredParameterException",
                "MissingParameter",
                400,
                "The request must contain the parameter " + member + ".");
    }

    static AwsError unknownAttribute(String name) {
        return new AwsError("InvalidAttributeName", "InvalidAttributeName", 400, "Unknown Attribute " + name + ".");
    }

    static AwsError attributeValue(String name) {
        return new AwsError(
                "InvalidAttributeValue", "InvalidAttributeValue", 400, "Invalid value for the parameter " + name + ".");
    }

    static AwsError contents() {
        return new AwsError(
                "InvalidMessageContents", "InvalidMessageContents", 400, "Invalid characters found in the message.");
    }

    static AwsError handle(String handle) {
        return new AwsError(
                "ReceiptHandleIsInvalid",
                "ReceiptHandleIsInvalid",
                404,
                "The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
    }

    static AwsError gone(String handle) {
        return Service.SQS.invalid("Value " + handle + " for parameter ReceiptHandle is invalid. Reason: Message does"
                + " not exist or is not available for visibility timeout change.");
    }

    static AwsError notInFlight() {
        return prefixed("MessageNotInflight", "MessageNotInflight", "The message referred to isn't in flight.");
    }

    static AwsError overLimit() {
        return new AwsError("OverLimit", "OverLimit", 403, "Too many messages in flight.");
    }

    static AwsError purging(String queue) {
        return new AwsError(
                "PurgeQueueInProgress",
                PREFIX + "PurgeQueueInProgress",
                403,
                "Only one PurgeQueue operation on " + queue + " is allowed every 60 seconds.");
    }

    static AwsError unsupported(String what) {
        return prefixed("UnsupportedOperation", "UnsupportedOperation", "The local endpoint has no " + what + ".");
    }

    static AwsError emptyBatch() {
        return prefixed("EmptyBatchRequest", "EmptyBatchRequest", "There should be at least one entry in the request.");
    }

    static AwsError longBatch(int size) {
        return prefixed(
                "TooManyEntriesInBatchRequest",
                "TooManyEntriesInBatchRequest",
                "Maximum number of entries per request are 10. You have sent " + size + ".");
    }

    static AwsError repeatedId(String id) {
        return prefixed("BatchEntryIdsNotDistinct", "BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
    }

    static AwsError batchId() {
        return prefixed(
                "InvalidBatchEntryId",
                "InvalidBatchEntryId",
                "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most"
                        + " 80 letters long.");
    }

    static AwsError bigBatch(int most, long size) {
        return prefixed(
                "BatchRequestTooLong",
                "BatchRequestTooLong",
                "Batch requests cannot be longer than " + most + " bytes. You have sent " + size + " bytes.");
    }

    private static AwsError prefixed(String code, String queryCode, String message) {
        return new AwsError(code, PREFIX + queryCode, 400, message);
    }
}
