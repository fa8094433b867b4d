// A seller's dashboard: the own numbers over time, as the API gives them, and nobody else's.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { PASSWORD, logIn, openBazaar, settled } from "./bazaar.mjs";
import { PATIENCE, browse } from "./shop.mjs";

const axe = createRequire(import.meta.url)("axe-core");
const pictures = process.env.SOUK_SCREENSHOTS;
const DAY = 86_400_000;
const WEAVER = "weaver@example.org";

describe("a seller's dashboard", () => {
  let bazaar, shop, api, own, runner, cushion;

  before(async () => {
    bazaar = await openBazaar();
    ({ shop, api } = bazaar);
    const [waiting] = (await api("GET", "/api/admin/sellers?status=pending")).items;
    await api("PATCH", `/api/admin/sellers/${waiting.id}`, { status: "active" });
    const { token } = await api("POST", "/api/auth/login", { email: WEAVER, password: PASSWORD }, { authorization: "" });
    own = (path) => api("GET", path, undefined, { authorization: `Bearer ${token}` });
    runner = await api("POST", "/api/products", { name: "Woven Runner", price: 12900, stock_quantity: 9, seller: waiting.id });
    cushion = await api("POST", "/api/products", { name: "Woven Cushion", price: 3900, stock_quantity: 9, seller: waiting.id });
    await trade();
  });

  after(async () => assert.equal(await bazaar.close(), 0, "a clean stop"));

  /** Some days of looks at the own and at others' products, and a sale. */
  async function trade() {
    for (let day = 0; day < 6; day++) {
      const at = new Date(Date.now() - day * DAY - 1000).toISOString();
      const events = [];
      for (let times = 0; times < 9 + day; times++) events.push({ action: times % 3 ? "view" : "click", product_id: runner.id, at }, { action: "view", product_id: cushion.id, at }, { action: "view", product_id: 1, at });
      await api("POST", "/api/events", { events }, { dnt: "1", authorization: "" });
    }
    const headers = { "content-type": "application/json" };
    const added = await fetch(`${shop.address}/api/cart/items`, { method: "POST", headers, body: JSON.stringify({ product_id: runner.id, quantity: 2 }) });
    const placed = await fetch(`${shop.address}/api/checkout`, {
      method: "POST",
      headers: { ...headers, "cart-token": added.headers.get("cart-token"), "idempotency-key": "own-numbers" },
      body: JSON.stringify({
        email: "ada@example.org", shipping_method: "admin-parcel", payment_method: "bank_transfer",
        shipping_address: { name: "Ada", line1: "Linden 1", city: "Berlin", postal_code: "10117", country: "DE" },
      }),
    });
    assert.equal(placed.status, 201, await placed.clone().text());
    await api("POST", "/api/tracking/flush", {});
  }

  async function open(page) {
    await logIn(shop, page, WEAVER);
    await settled(page);
    await page.locator("#own-numbers:not([aria-busy])[data-from]").waitFor();
  }
  const number = async (page, name) => Number(await page.locator(`#own-numbers [data-number="${name}"]`).getAttribute("data-value"));

  it("shows the numbers of the API, in every range, and no one else's", () =>
    browse(shop, async (page) => {
      await open(page);
      for (const [words, name, days] of [["7 days", "week", 7], ["90 days", "quarter", 90], ["30 days", "month", 30]]) {
        await page.getByRole("radio", { name: words }).check({ force: true });
        await page.waitForURL(`**/admin?range=${name}`);
        await page.locator("#own-numbers:not([aria-busy])").waitFor();
        const from = await page.locator("#own-numbers").getAttribute("data-from");
        assert.equal(Math.round((Date.now() - Date.parse(from)) / DAY + 0.5), days);
        const summary = await own(`/api/analytics/summary?from=${from}`);
        assert.ok(summary.views > 50 && summary.revenue === 25800, JSON.stringify(summary));
        for (const field of ["views", "clicks", "favorites", "cart_adds", "purchases", "units_sold", "revenue"]) assert.equal(await number(page, field), summary[field], `${field} of ${words}`);
        const figure = page.locator("#own-looks");
        await figure.locator("details").evaluate((details) => (details.open = true));
        await page.waitForFunction((many) => document.querySelectorAll("#own-looks tbody tr").length === many, days, { timeout: PATIENCE });
        const cells = await figure.locator("tbody tr").evaluateAll((all) => all.map((row) => Number(row.cells[1].textContent)));
        const series = await own(`/api/analytics/timeseries?interval=day&from=${from}`);
        assert.deepEqual(cells, series.items.map((one) => one.views).reverse());
      }
      const rows = await page.locator("#own-top tbody tr").evaluateAll((all) => all.map((row) => row.cells[0].textContent));
      assert.deepEqual(rows, ["Woven Cushion", "Woven Runner"], "the own products, the most looked at first");
      const steps = await page.locator("#own-numbers .funnel li").evaluateAll((all) => all.map((one) => Number(one.dataset.value)));
      assert.ok(steps.length >= 3 && steps[0] >= steps.at(-1), steps.join());
      const whole = await api("GET", "/api/analytics/summary");
      assert.ok(whole.views > await number(page, "views"), "the shop has more");
    }));

  it("is read by keyboard, sorted and kept as files", () =>
    browse(shop, async (page) => {
      await open(page);
      const chart = page.getByRole("slider", { name: "Revenue" });
      await chart.focus();
      await page.keyboard.press("End");
      assert.match(await chart.getAttribute("aria-valuetext"), /258\.00/);
      await page.keyboard.press("Home");
      assert.match(await chart.getAttribute("aria-valuetext"), /€0\.00/);
      await page.getByLabel("By").selectOption("revenue");
      await page.waitForFunction(() => document.querySelector("#own-numbers a[data-report=top]").href.includes("by=revenue"));
      const begun = page.waitForEvent("download");
      await page.getByRole("link", { name: "CSV of the top products" }).click();
      const file = await (await begun).createReadStream();
      let text = "";
      for await (const piece of file) text += piece;
      assert.match(text, /Woven Runner/);
      assert.equal(text.trim().split("\n").length, 2, "a head and the one that was sold");
      await page.locator("#own-top").getByRole("link", { name: "Woven Runner" }).click();
      await page.getByRole("heading", { level: 1, name: "Woven Runner" }).waitFor();
    }));

  for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 900 }]) {
    for (const colorScheme of ["light", "dark"]) {
      it(`can be read by everybody at ${viewport.width} px in the ${colorScheme}`, () =>
        browse(shop, async (page) => {
          await open(page);
          await page.evaluate(axe.source);
          const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
          assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join("\n  ")}`), []);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
          if (!pictures) return;
          mkdirSync(pictures, { recursive: true });
          await page.screenshot({ path: join(pictures, `own-numbers-${viewport.width}-${colorScheme}.png`), fullPage: true });
        }, { viewport, colorScheme }));
    }
  }
});
