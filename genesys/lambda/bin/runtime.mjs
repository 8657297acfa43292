// Stands for AWS's own runtime where there is none: takes one event after another from the Lambda Runtime API and gives each to the
// handler. Usage: runtime.mjs FILE, with AWS_LAMBDA_RUNTIME_API in the environment. Ends when the API does, and when standard input
// does: it is a pipe from the process that started this one, so none is left behind when that one is killed.
import { pathToFileURL } from "node:url";

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;

async function told(path, error) {
  const type = error?.name ?? "Error";
  await fetch(api + path, {
    method: "POST",
    headers: { "lambda-runtime-function-error-type": type },
    body: JSON.stringify({ errorType: type, errorMessage: String(error?.message ?? error) }),
  });
}

async function loaded() {
  try {
    return (await import(pathToFileURL(process.argv[2]))).handler;
  } catch (error) {
    await told("/init/error", error);
    process.exit(1);
  }
}

process.stdin.on("close", () => process.exit(0)).resume();
const handler = await loaded();
for (;;) {
  const next = await fetch(api + "/invocation/next").catch(() => process.exit(0));
  const id = next.headers.get("lambda-runtime-aws-request-id");
  const event = await next.json();
  try {
    const answer = JSON.stringify((await handler(event, { awsRequestId: id })) ?? null);
    await fetch(`${api}/invocation/${id}/response`, { method: "POST", body: answer });
  } catch (error) {
    await told(`/invocation/${id}/error`, error);
  }
}
