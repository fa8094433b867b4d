// What Lighthouse says of the pages that most people see first, on a phone of the middle class.
//
// A measurement of a browser on a busy machine is one of many: a page is measured up to three times and its best
// run counts, as Lighthouse itself advises. A run without a score measured nothing and says why. Lighthouse makes the
// machine four times slower, so that it is a phone; one that is slow by itself is slowed less when it is asked again.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, before, describe, it } from "node:test";
import lighthouse from "lighthouse";
import { launch, openShop } from "./shop.mjs";

const pages = { "the front page": "/", "a list": "/c/rugs", "a product": "/p/hakkari-kilim-banded" };
const least = { performance: 95, accessibility: 95, "best-practices": 95, seo: 95 };
const runs = 3;
/** How much Lighthouse slows a machine, and below which benchmark index that is too much for it, in its own words. */
const slowdown = { usual: 4, fastEnough: 1000 };

/** A port that was free just now. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until short pauses are as short as asked for, ten in a row; half a minute at most. */
async function quiet() {
  const end = Date.now() + 30_000;
  for (let inTime = 0; inTime < 10 && Date.now() < end;) {
    const begun = performance.now();
    await pause(50);
    inTime = performance.now() - begun < 70 ? inTime + 1 : 0;
  }
}

/** What a run found: the scores (null where nothing was measured), and what it has to say against the page. */
function read(lhr) {
  const scores = Object.fromEntries(
    Object.values(lhr.categories).map((one) => [one.id, one.score === null ? null : Math.round(one.score * 100)]),
  );
  const audits = Object.values(lhr.audits);
  const faults = audits
    .filter((audit) => audit.score !== null && audit.score < 0.9)
    .map((audit) => `${audit.id} ${audit.score}: ${audit.displayValue ?? audit.title}`);
  const failures = audits
    .filter((audit) => audit.scoreDisplayMode === "error")
    .map((audit) => `${audit.id} was not measured: ${audit.errorMessage}`);
  const warnings = [lhr.runtimeError && `${lhr.runtimeError.code}: ${lhr.runtimeError.message}`, ...lhr.runWarnings].filter(Boolean);
  return { scores, faults, failures, warnings, speed: lhr.environment.benchmarkIndex };
}

/** Whether nothing is missing: the scores, and that going back to the page is instant. */
const enough = ({ scores, faults }) =>
  Object.entries(least).every(([category, score]) => scores[category] >= score) && !faults.some((fault) => fault.startsWith("bf-cache"));

/** How good a run is: as good as its worst category; one that was not measured is the worst of all. */
const worth = ({ scores }) => Math.min(...Object.keys(least).map((category) => scores[category] ?? -1));

function say(name, { scores, faults, failures, warnings, speed }) {
  const all = Object.keys(least).map((category) => `${category} ${scores[category] ?? "not measured"}`).join(", ");
  return [`${name}: ${all} (this machine: ${speed ?? "unknown"})`, ...warnings, ...failures, ...faults].join("\n  ");
}

describe("Lighthouse", () => {
  let shop, browser, port;

  before(async () => {
    shop = await openShop(() => {}, "--demo");
    port = await freePort();
    browser = await launch({ ignoreDefaultArgs: ["--disable-back-forward-cache"] }, `--remote-debugging-port=${port}`);
  });

  after(async () => {
    await browser.close();
    assert.equal(await shop.close(), 0, "a clean stop");
  });

  /** Opens the page once, so that no run pays for what is done for the first visitor only. */
  async function warm(path) {
    const page = await browser.newPage();
    await page.goto(shop.address + path, { waitUntil: "networkidle", timeout: 60_000 });
    await page.close();
  }

  /** Measures in a new tab. `speed` is what the run before found of this machine. */
  async function measure(path, speed = slowdown.fastEnough) {
    const cpuSlowdownMultiplier = Math.max(1, slowdown.usual * Math.min(1, speed / slowdown.fastEnough));
    const settings = {
      port, output: "json", logLevel: "error", onlyCategories: Object.keys(least),
      maxWaitForFcp: 60_000, maxWaitForLoad: 90_000, throttling: { cpuSlowdownMultiplier },
    };
    try {
      return read((await lighthouse(shop.address + path, settings)).lhr);
    } catch (error) {
      return { scores: {}, faults: [], failures: [], warnings: [String(error)] };
    }
  }

  for (const [name, path] of Object.entries(pages)) {
    it(`gives ${name} 95 of 100 at least`, { timeout: 500_000 }, async () => {
      await warm(path);
      let best, found;
      for (let run = 1; run <= runs && !(best && enough(best)); run++) {
        await quiet();
        found = await measure(path, found?.speed);
        console.log(say(`${name}, run ${run}`, found));
        if (!best || enough(found) || worth(found) > worth(best)) best = found;
      }
      assert.ok(enough(best), say(`the best of ${runs} runs`, best));
    });
  }
});
