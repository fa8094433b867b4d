// What Lighthouse says of the pages that most people see first, on a phone of the middle class.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, before, describe, it } from "node:test";
import lighthouse from "lighthouse";
import { launch, openShop } from "./shop.mjs";

const pages = { "the front page": "/", "a list": "/c/rugs", "a product": "/p/hakkari-kilim-banded" };
const least = { performance: 95, accessibility: 95, "best-practices": 95, seo: 95 };

/** A port that was free just now. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

describe("Lighthouse", () => {
  let shop, browser, port;

  before(async () => {
    shop = await openShop(() => {}, "--demo");
    port = await freePort();
    browser = await launch(`--remote-debugging-port=${port}`);
  });

  after(async () => {
    await browser.close();
    assert.equal(await shop.close(), 0, "a clean stop");
  });

  for (const [name, path] of Object.entries(pages)) {
    it(`gives ${name} 95 of 100 at least`, { timeout: 180_000 }, async () => {
      const settings = { port, output: "json", logLevel: "error", onlyCategories: Object.keys(least) };
      const { lhr } = await lighthouse(shop.address + path, settings);
      const scores = Object.fromEntries(
        Object.values(lhr.categories).map((one) => [one.id, Math.round(one.score * 100)]),
      );
      console.log(name, JSON.stringify(scores));
      const faults = Object.values(lhr.audits)
        .filter((audit) => audit.score !== null && audit.score < 0.9)
        .map((audit) => `${audit.id} ${audit.score}: ${audit.displayValue ?? audit.title}`);
      for (const [category, score] of Object.entries(least)) {
        assert.ok(scores[category] >= score, `${category} ${scores[category]}\n${faults.join("\n")}`);
      }
    });
  }
});
