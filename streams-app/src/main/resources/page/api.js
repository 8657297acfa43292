// The JSON API. The token lives in this module's memory only: it is gone with the page, and never in a URL.

const API = "/api/v1";
/** Milliseconds without an answer after which there is none. */
const PATIENCE = 20000;

let token = null;
let copied = false;

/** Whether an answer since the last call came from a copy, since the instance that owns it is away. */
export function fromCopy() {
  const was = copied;
  copied = false;
  return was;
}

/** An answer that is none: what the service says against it, or that it says nothing (status 0). */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `the service answers ${status}`);
    this.status = status;
  }
}

export function useToken(text) {
  token = text === "" ? null : text;
}

/** @param path below the API's own */
export async function request(path, options = {}) {
  const headers = { ...options.headers };
  if (token !== null) {
    headers.Authorization = `Bearer ${token}`;
  }
  return fetch(`${API}${path}`, { ...options, headers, cache: "no-store", credentials: "omit" });
}

export async function get(path) {
  return ask(path, {});
}

/** @param id of the order: given again with the same one, it is followed once */
export async function order(canary, name, id, body) {
  return ask(`${canaryPath(canary)}/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": id },
    body: JSON.stringify(body),
  });
}

export function canaryPath(canary) {
  return `/canaries/${encodeURIComponent(canary)}`;
}

/** Browsers make UUIDs for secure pages only; plain HTTP on another name than localhost is none. */
export function orderId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function ask(path, options) {
  let answer;
  let body;
  try {
    answer = await request(path, { ...options, signal: AbortSignal.timeout(PATIENCE) });
    body = await answer.json();
  } catch (error) {
    throw new Refused(answer?.status ?? 0, { detail: error instanceof SyntaxError ? undefined : "the service does not answer" });
  }
  copied ||= body.stale === true;
  if (!answer.ok) {
    throw new Refused(answer.status, body);
  }
  return body;
}
