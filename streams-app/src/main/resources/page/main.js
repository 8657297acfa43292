// Chooses what to show by the path, keeps it up to date, and says loudly when it is not.

import { fromCopy, get, Refused, useToken } from "./api.js";
import { Canary } from "./canary.js";
import { h } from "./dom.js";
import { hour, moment, time } from "./format.js";
import { follow } from "./live.js";
import { Overview } from "./overview.js";
import { Report } from "./report.js";

const EVERY = 10000;
const SOON = 300;

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
let copy = false;
let loading = null;
let again = false;

function route() {
  const [, kind, name, report] = location.pathname.split("/");
  const context = { caller: () => caller, refresh: load };
  if (kind !== "canaries" || !name) {
    return new Overview(content, context);
  }
  const canary = decodeURIComponent(name);
  return report === "report" ? new Report(content, canary) : new Canary(content, canary, context);
}

/** Within the page, since a token does not outlive it. */
function go(url) {
  history.pushState(null, "", url);
  show();
}

function show() {
  view = null;
  loadedAt = null;
  loading = null;
  document.querySelectorAll("dialog").forEach((dialog) => dialog.close());
  content.replaceChildren(h("p", null, "Loading …"));
  scrollTo(0, 0);
  content.focus();
  load();
}

/** Asks for everything that is shown; one question at a time. */
async function load() {
  if (loading) {
    again = true;
    return;
  }
  const mine = {};
  loading = mine;
  try {
    if (caller === null) {
      caller = await get("/caller");
      listen();
    }
    // Nothing but a refusal is on the page yet, or nothing at all.
    view ??= route();
    fromCopy();
    const told = (await view.load()) ?? (await get("/source"));
    if (loading === mine) {
      source = told;
      copy = fromCopy();
      loadedAt = Date.now();
      trouble = null;
      drawn();
    }
  } catch (error) {
    if (loading === mine) {
      failed(error);
    }
  } finally {
    if (loading === mine) {
      loading = null;
      tell();
      if (again) {
        again = false;
        load();
      }
    }
  }
}

function failed(error) {
  if (!(error instanceof Refused)) {
    trouble = "the page cannot show what the service answered";
    throw error;
  }
  if (error.status === 401) {
    signIn(error.message);
    return;
  }
  trouble = error.message;
  if (loadedAt === null) {
    content.replaceChildren(h("p", { class: "refusal" }, trouble), h("p", null, h("a", { href: "/" }, "All canaries")));
    view = null;
  }
}

/** For whoever measures: when all of it was first on the screen, charts and all. */
function drawn() {
  if (performance.getEntriesByName("drawn").length === 0) {
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("drawn")));
  }
}

function loadSoon() {
  soon ??= setTimeout(() => {
    soon = null;
    load();
  }, SOON);
}

/** Old figures are never shown as if they were live. */
function tell() {
  const old = loadedAt !== null && source?.fresh === false;
  const lost = !connected && loadedAt !== null;
  document.documentElement.classList.toggle("stale", lost || old || copy || trouble !== null);
  if (trouble !== null || lost) {
    const since = loadedAt === null ? "" : ` These figures are from ${time(loadedAt, Date.now())} and may be out of date.`;
    say(`Not live: ${trouble ?? "the connection is lost"}. Trying again.${since}`);
  } else if (old) {
    say(
      source.countedUpTo
        ? `Stale: nothing newer than ${moment(source.countedUpTo)} is counted. Check that the bridge runs and its source delivers.`
        : "Nothing is counted yet: not every partition of the source has reported.",
    );
  } else if (copy) {
    say("From a copy: the instance with the latest figures is away. These figures may be out of date.");
  } else {
    say("");
  }
  freshness.textContent = connected && source?.countedUpTo ? `live · counted up to ${hour(source.countedUpTo)}` : connected ? "live" : loadedAt === null ? "connecting" : "not live: catching up";
}

/** Said once: a screen reader reads each change aloud. */
function say(text) {
  if (banner.textContent !== text) {
    banner.textContent = text;
    // What stays in sight below it begins where it ends.
    document.documentElement.style.setProperty("--banner", `${banner.offsetHeight}px`);
  }
}

function signIn(why) {
  view = null;
  loadedAt = null;
  const token = h("input", { id: "token", type: "password", autocomplete: "off", required: true });
  content.replaceChildren(
    h("h1", null, "Sign in"),
    h("p", { role: "alert" }, why),
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

function begin() {
  following.abort();
  caller = null;
  load();
}

function listen() {
  following.abort();
  following = new AbortController();
  follow(
    (event) => {
      if (event.data.canary && view?.heard(event)) {
        loadSoon();
      }
    },
    (state) => {
      connected = state === "live";
      tell();
      if (connected) {
        loadSoon();
      }
    },
    following.signal,
  );
}

setInterval(() => {
  if (!document.hidden && !signingIn()) {
    load();
  }
}, EVERY);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (plain && link?.origin === location.origin && !link.hash && !link.download) {
    event.preventDefault();
    go(link.href);
  }
});
addEventListener("popstate", show);
// A browser has six connections for one server: a page that is not looked at, or is kept for the way back, gives its own away.
document.addEventListener("visibilitychange", () => (document.hidden ? following.abort() : back()));
addEventListener("online", back);

function back() {
  if (caller !== null && !signingIn()) {
    listen();
    load();
  }
}

const signingIn = () => document.getElementById("token") !== null;

document.addEventListener("keydown", (event) => {
  const buttons = document.querySelectorAll("[data-order=abort]");
  if (event.altKey && event.shiftKey && event.code === "KeyA" && buttons.length === 1 && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    buttons[0].click();
  }
});
begin();
