/** Why the share is not known, by a name that the flow's answer and the log carry. */
export class Failure extends Error {
  constructor(reason, cause) {
    super(reason, { cause });
    this.reason = reason;
  }
}

const BY_NAME = new Map([
  ["ParameterNotFound", "PARAMETER_NOT_FOUND"],
  ["ParameterVersionNotFound", "PARAMETER_NOT_FOUND"],
  ["AccessDeniedException", "ACCESS_DENIED"],
  ["UnrecognizedClientException", "ACCESS_DENIED"],
  ["InvalidSignatureException", "ACCESS_DENIED"],
  ["ExpiredTokenException", "ACCESS_DENIED"],
  ["CredentialsProviderError", "ACCESS_DENIED"],
  ["ThrottlingException", "THROTTLED"],
  ["TooManyRequestsException", "THROTTLED"],
  ["RequestLimitExceeded", "THROTTLED"],
  ["AbortError", "SSM_TIMEOUT"],
  ["TimeoutError", "SSM_TIMEOUT"],
]);

/** The named reason of anything that a read of the share may throw. */
export function reasonOf(error) {
  if (error instanceof Failure) {
    return error.reason;
  }
  const named = BY_NAME.get(error?.name);
  if (named) {
    return named;
  }
  // What the service answered carries its status; without one there was no answer.
  return error?.$metadata?.httpStatusCode ? "SSM_FAILED" : "SSM_UNREACHABLE";
}
