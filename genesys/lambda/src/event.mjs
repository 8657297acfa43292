import { Failure } from "./failure.mjs";

const LONGEST_BODY = 4096;

/** Whether API Gateway calls, for the web-service type of data action; else it is the Lambda type's own invocation. */
export function isProxied(event) {
  return typeof event === "object" && event !== null && typeof event.requestContext === "object";
}

/**
 * Which canary the flow asks for.
 *
 * @throws Failure when the event does not say so as the data action does
 */
export function askedFor(event) {
  const input = isProxied(event) ? body(event) : event;
  if (typeof input !== "object" || input === null || typeof input.canary !== "string") {
    throw new Failure("BAD_EVENT");
  }
  return input.canary;
}

function body(event) {
  if (typeof event.body !== "string" || event.body.length > LONGEST_BODY) {
    throw new Failure("BAD_EVENT");
  }
  try {
    return JSON.parse(event.isBase64Encoded ? Buffer.from(event.body, "base64").toString("utf8") : event.body);
  } catch {
    throw new Failure("BAD_EVENT");
  }
}

/** The answer as API Gateway wants it. A fallback is an answer like any other: the flow then learns why. */
export function proxied(answer) {
  return {
    statusCode: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify(answer),
  };
}
