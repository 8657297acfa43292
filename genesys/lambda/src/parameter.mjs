import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { Failure } from "./failure.mjs";

/**
 * Reads a parameter's text from SSM, within a deadline for all of it: credentials, connection, attempts.
 *
 * Region, credentials and AWS_ENDPOINT_URL_SSM are the SDK's own business.
 */
export function parameterReader({ parameter, timeoutMs }, client = new SSMClient({ maxAttempts: 2 })) {
  return async () => {
    const abort = new AbortController();
    let timer;
    const deadline = new Promise((_, reject) => {
      timer = setTimeout(() => {
        reject(new Failure("SSM_TIMEOUT"));
        abort.abort();
      }, timeoutMs);
    });
    try {
      const sent = client.send(new GetParameterCommand({ Name: parameter }), { abortSignal: abort.signal });
      const answer = await Promise.race([sent, deadline]);
      return answer.Parameter?.Value;
    } finally {
      clearTimeout(timer);
    }
  };
}
