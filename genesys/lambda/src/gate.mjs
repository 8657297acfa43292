import { DRAWS, decide, fallback } from "./decide.mjs";
import { Failure, reasonOf } from "./failure.mjs";
import { askedFor, isProxied, proxied } from "./event.mjs";

/**
 * The gate: draws for each call, and answers whatever happens.
 *
 * @param share gives the share, or throws
 * @param draw gives a whole number from 0 to one below what it is given, anew at every call
 * @param log takes one line of JSON per failure, without anything of the event
 */
export function gate(settings, share, draw, log) {
  let failures = 0;

  async function answer(event) {
    if (settings.wrong.length > 0) {
      throw new Failure("BAD_SETTINGS", { name: settings.wrong.join(" ") });
    }
    if (askedFor(event) !== settings.canary) {
      throw new Failure("WRONG_CANARY");
    }
    return decide(await share(), draw(DRAWS), settings);
  }

  function failed(error) {
    const reason = reasonOf(error);
    failures += 1;
    const cause = error?.cause?.name ?? error?.name;
    log(JSON.stringify({ level: "WARN", message: "fallback", canary: settings.canary, reason, cause, failures }));
    return fallback(reason, settings);
  }

  return async (event) => {
    const said = await answer(event).catch(failed);
    return isProxied(event) ? proxied(said) : said;
  };
}
