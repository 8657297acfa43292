// Chooses what to show by the path, keeps it up to date, and says loudly when it is not.

import { get, Refused, useToken } from "./api.js";
import { Canary } from "./canary.js";
import { h } from "./dom.js";
import { length, time } from "./format.js";
import { follow } from "./live.js";
import { Overview } from "./overview.js";
import { Report } from "./report.js";

const EVERY = 10000;
const SOON = 300;
const OLD = 180000;

const content = document.getElementById("content");
const banner = document.getElementById("banner");
const freshness = document.getElementById("freshness");

let caller = null;
let view = null;
let connected = false;
let loadedAt = null;
let trouble = null;
let source = null;
let soon = null;
let loading = false;
let again = false;

function route() {
  const [, kind, name, report] = location.pathname.split("/");
  if (kind !== "canaries" || !name) {
    return new Overview(content);
  }
  const canary = decodeURIComponent(name);
  return report === "report" ? new Report(content, canary) : new Canary(content, canary, { caller: () => caller, refresh: load });
}

/** Asks for everything that is shown; one question at a time. */
async function load() {
  if (loading) {
    again = true;
    return;
  }
  loading = true;
  try {
    const told = await view.load();
    source = told ?? (await get("/source").catch(() => null));
    loadedAt = Date.now();
    trouble = null;
  } catch (error) {
    if (error instanceof Refused && error.status === 401) {
      signIn(error.message);
      return;
    }
    trouble = error instanceof Refused ? error.message : "the service does not answer";
    if (loadedAt === null) {
      content.replaceChildren(h("p", { class: "refusal" }, trouble));
      view = error instanceof Refused && error.status === 404 ? view : route();
    }
  } finally {
    loading = false;
    told();
    if (again) {
      again = false;
      load();
    }
  }
}

function loadSoon() {
  soon ??= setTimeout(() => {
    soon = null;
    load();
  }, SOON);
}

/** Old figures are never shown as if they were live. */
function told() {
  const age = source?.age ? milliseconds(source.age) : null;
  const lost = !connected && loadedAt !== null;
  const old = age !== null && age > OLD;
  document.documentElement.classList.toggle("stale", lost || old || trouble !== null);
  if (trouble !== null || lost) {
    const since = loadedAt === null ? "" : ` What you see is of ${time(loadedAt)}, and may no longer be so.`;
    banner.textContent = `Not live: ${trouble ?? "the connection is lost"}. Trying again.${since}`;
  } else if (old) {
    banner.textContent = `Stale: the newest events that are counted are ${length(age)} old. See that the bridge runs and its source delivers.`;
  } else {
    banner.textContent = "";
  }
  freshness.textContent = connected && source?.countedUpTo ? `live · counted up to ${time(source.countedUpTo)}` : connected ? "live" : "not live";
}

function milliseconds(iso) {
  const [, minus, hours, minutes, seconds] = /^(-?)PT(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?$/.exec(iso) ?? [];
  return (minus ? -1 : 1) * ((Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1000;
}

function signIn(why) {
  const token = h("input", { id: "token", type: "password", autocomplete: "off", required: true });
  content.replaceChildren(
    h("h1", null, "Sign in"),
    h("p", null, why),
    h(
      "form",
      {
        class: "sign-in",
        onsubmit: (event) => {
          event.preventDefault();
          useToken(token.value.trim());
          begin();
        },
      },
      h("label", { for: "token" }, "Token"),
      token,
      h("button", { class: "primary" }, "Sign in"),
      h("p", { class: "quiet" }, "It is kept in this tab's memory only, and forgotten when you close or reload the page."),
    ),
  );
  token.focus();
}

let following = new AbortController();

async function begin() {
  following.abort();
  following = new AbortController();
  try {
    caller = await get("/caller");
  } catch (error) {
    if (error instanceof Refused && error.status === 401) {
      signIn(error.message);
      return;
    }
  }
  view = route();
  follow(
    (event) => {
      if (event.data.canary && view.heard(event)) {
        loadSoon();
      }
    },
    (state) => {
      connected = state === "live";
      told();
      if (connected) {
        loadSoon();
      }
    },
    following.signal,
  );
  await load();
}

setInterval(() => {
  if (view && !document.hidden) {
    load();
  }
}, EVERY);
document.addEventListener("visibilitychange", () => document.hidden || (view && load()));
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea, dialog");
  if (event.shiftKey && event.key.toLowerCase() === "a" && !typing) {
    document.querySelector("[data-order=abort]")?.click();
  }
});
begin();
