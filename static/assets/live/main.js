// The dashboard: hears what happens, and asks again for what that changes.
import { beat, flushed, showPipeline } from "./pipeline.js";
import { letChoose, refresh, rememberMinutes, tickMinute } from "./shop.js";
import { watch } from "./stream.js";

/** Numbers are asked for again at most so often while events come. */
const QUICK = 2_000;
/** Lists are asked for again at most so often. */
const WHOLE = 10_000;

const state = document.getElementById("state");
const trouble = document.getElementById("trouble");
let wholeAt = 0, waiting = null;

function failed(error) {
  const isOut = error.status === 401 || error.status === 403;
  trouble.hidden = false;
  trouble.querySelector("span").textContent = isOut
    ? "Your login has ended."
    : "The numbers could not be read just now; they are asked for again.";
  trouble.querySelector("a").hidden = !isOut;
}

async function look(isWhole) {
  try {
    await refresh(isWhole);
    if (isWhole) wholeAt = Date.now();
    trouble.hidden = true;
  } catch (error) {
    failed(error);
  }
}

/** Looks again soon, once for all that comes until then. */
function lookSoon() {
  if (waiting || document.hidden) return;
  waiting = setTimeout(async () => {
    await look(Date.now() - wholeAt > WHOLE);
    waiting = null;
  }, QUICK);
}

async function begin() {
  try {
    const answer = await fetch("/api/analytics/pipeline");
    if (!answer.ok) throw Object.assign(new Error("no pipeline"), { status: answer.status });
    const pipeline = await answer.json();
    showPipeline(pipeline);
    rememberMinutes(pipeline.minutes);
  } catch (error) {
    failed(error);
    return;
  }
  await look(true);
}

letChoose(failed);
document.addEventListener("visibilitychange", () => document.hidden || lookSoon());
// Ranges move on even when nothing happens.
setInterval(() => document.hidden || look(true), 60_000);
watch("/api/analytics/live", {
  connected: begin,
  hear: {
    pulse(data) {
      beat(data);
      tickMinute(data.minute);
    },
    metrics(data) {
      flushed(data);
      lookSoon();
    },
  },
  state(name, seconds) {
    if (state.dataset.state !== name) {
      state.dataset.state = name;
      document.getElementById("said").textContent = { live: "Live", stale: "Nothing is heard", connecting: "Connecting again" }[name];
    }
    state.textContent = { live: "Live", stale: `No word for ${seconds} s`, connecting: `Connecting, no word for ${seconds} s` }[name];
    document.getElementById("dashboard").classList.toggle("is-stale", name !== "live" && seconds > 3);
  },
});
