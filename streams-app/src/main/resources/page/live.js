// What the service reports as it happens. One connection for all canaries; it reconnects by itself, and says when it is lost.

import { request } from "./api.js";

const LONGEST_PAUSE = 10000;
const SILENCE = 40000;

/** Calls `heard(event)` for each event and `state("live" | "away")` as the connection comes and goes; ends when the signal aborts. */
export async function follow(heard, state, signal) {
  let pause = 500;
  while (!signal.aborted) {
    try {
      const connected = await listen(heard, state, signal);
      pause = connected ? 500 : pause;
    } catch {
      // Told by the state.
    }
    if (signal.aborted) {
      return;
    }
    state("away");
    await new Promise((done) => setTimeout(done, pause));
    pause = Math.min(LONGEST_PAUSE, pause * 2);
  }
}

async function listen(heard, state, signal) {
  const silence = new AbortController();
  const end = () => silence.abort();
  signal.addEventListener("abort", end);
  let watchdog = setTimeout(end, SILENCE);
  try {
    const answer = await request("/stream", { signal: silence.signal });
    if (!answer.ok) {
      return false;
    }
    state("live");
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      clearTimeout(watchdog);
      watchdog = setTimeout(end, SILENCE);
      const { value, done } = await reader.read();
      if (done) {
        return true;
      }
      text += value;
      const blocks = text.split("\n\n");
      text = blocks.pop();
      blocks.map(parse).filter(Boolean).forEach(heard);
    }
  } finally {
    clearTimeout(watchdog);
    signal.removeEventListener("abort", end);
  }
}

function parse(block) {
  const event = { name: "message", data: "" };
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) {
      event.name = line.slice(7);
    } else if (line.startsWith("data: ")) {
      event.data += line.slice(6);
    }
  }
  return event.data === "" ? null : { name: event.name, data: JSON.parse(event.data) };
}
