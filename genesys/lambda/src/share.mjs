import { Failure } from "./failure.mjs";
import { shareOf } from "./decide.mjs";

/**
 * Reads the share, at most once per cache time. Only the share is kept, never what came of a draw.
 *
 * A share that has expired is never used, also when the next read fails: a rollback must not be outlived by the share it took back.
 * Who asks while a read is under way waits for that one.
 *
 * @param read gives the parameter's text
 * @param cacheMs how long a share counts, from the moment its read began: the text may have changed right after
 * @param now milliseconds
 */
export function sharedShare(read, cacheMs, now = Date.now) {
  let kept;
  let underway;

  async function readAnew() {
    const readAt = now();
    const share = shareOf(await read());
    if (share === undefined) {
      throw new Failure("NOT_A_SHARE");
    }
    kept = { share, readAt };
    return share;
  }

  return async () => {
    const age = kept ? now() - kept.readAt : Infinity;
    // A clock that was set back tells no age.
    if (age >= 0 && age < cacheMs) {
      return kept.share;
    }
    kept = undefined;
    underway ??= readAnew().finally(() => (underway = undefined));
    return underway;
  };
}
