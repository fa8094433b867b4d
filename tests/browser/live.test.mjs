// The dashboard, as somebody who runs a shop looks at it: its numbers are the API's, it goes on by
// itself, and everybody can read it.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { PATIENCE, browse, openShop, souk } from "./shop.mjs";

const axe = createRequire(import.meta.url)("axe-core");
const pictures = process.env.SOUK_SCREENSHOTS;
const password = "a long pass phrase";
const HOUR = 3_600_000;

async function picture(page, name) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

/** Looks again until it holds. */
async function until(what, look) {
  const end = Date.now() + PATIENCE;
  let last;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`not in time: ${what}: ${last?.message}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe("the dashboard", () => {
  let shop, token;

  before(async () => {
    shop = await openShop(() => {}, "--demo");
    process.env.SOUK_PASSWORD = password;
    const made = souk("user", "create", "--role", "admin", "--email", "boss@example.org", "--name", "Boss", "--data-dir", shop.folder);
    assert.equal(made.status, 0, made.stderr);
    token = souk("token", "create", "--role", "admin", "--data-dir", shop.folder).stdout.trim();
    await trade();
  });

  after(async () => assert.equal(await shop.close(), 0, "a clean stop"));

  async function call(method, path, body, headers = {}) {
    const answer = await fetch(shop.address + path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: body && JSON.stringify(body),
    });
    return { status: answer.status, headers: answer.headers, body: answer.status === 204 ? null : await answer.json() };
  }

  const admin = (method, path, body) => call(method, path, body, { authorization: `Bearer ${token}` });

  /** A day as a shop has it: many look, some choose, few buy; some look for what is not there. */
  async function trade() {
    const now = Date.now();
    for (let hour = 0; hour < 24; hour++) {
      const busy = Math.round(60 + 40 * Math.sin((hour / 24) * 2 * Math.PI));
      const at = new Date(now - hour * HOUR - 1000).toISOString();
      const events = Array.from({ length: busy }, (_, index) => ({
        action: index % 6 ? "view" : "click", product_id: 1 + ((index * index + hour) % 40), at,
      }));
      const sent = await call("POST", "/api/events", { events }, { dnt: "1" });
      assert.equal(sent.status, 202);
    }
    for (const words of ["quokka", "quokka", "hovercraft", "=cmd()"]) {
      await call("GET", `/api/products?q=${encodeURIComponent(words)}`);
    }
    for (let number = 1; number <= 4; number++) {
      const { variants } = (await call("GET", `/api/products/${number}`)).body;
      const added = await call("POST", "/api/cart/items", { product_id: number, variant_id: variants[0].id, quantity: 1 });
      assert.equal(added.status, 201, JSON.stringify(added.body));
      const cart = { "cart-token": added.headers.get("cart-token") };
      if (number === 4) continue;
      const placed = await call("POST", "/api/checkout", {
        email: "guest@example.org", shipping_method: "standard", payment_method: "dummy",
        shipping_address: { name: "Ada", line1: "Main Street 1", city: "Berlin", postal_code: "10117", country: "DE" },
      }, { ...cart, "idempotency-key": `order-${number}` });
      assert.equal(placed.status, 201, JSON.stringify(placed.body));
    }
    await admin("POST", "/api/tracking/flush", {});
  }

  async function open(page, query = "") {
    await page.goto(`${shop.address}/admin/live${query}`);
    if (page.url().includes("/admin/login")) {
      await page.getByLabel("E-mail").fill("boss@example.org");
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Log in" }).click();
    }
    await page.locator("#state[data-state=live]").waitFor();
    await page.locator("#shop:not([aria-busy])[data-from]").waitFor();
  }

  const number = async (page, name) => {
    const value = await page.locator(`[data-number="${name}"]`).first().getAttribute("data-value");
    return value === "" ? null : Number(value);
  };

  it("shows the numbers that the API gives, in every range", () =>
    browse(shop, async (page) => {
      await open(page);
      const ranges = [["24 hours", "day", "hour", 24], ["7 days", "week", "day", 7], ["30 days", "month", "day", 30], ["This hour", "hour", null, null]];
      for (const [words, name, interval, points] of ranges) {
        await page.getByRole("radio", { name: words }).check({ force: true });
        if (name !== "day") await page.waitForURL(`**/admin/live?range=${name}`);
        await page.locator("#shop:not([aria-busy])").waitFor();
        await until(words, async () => {
          const from = await page.locator("#shop").getAttribute("data-from");
          const read = async (path) => (await admin("GET", `/api/analytics/${path}from=${from}`)).body;
          const summary = await read("summary?");
          for (const field of ["views", "clicks", "cart_adds", "orders", "revenue", "visitors", "searches"]) {
            assert.equal(await number(page, field), summary[field], `${field} of ${words}`);
          }
          const funnel = await read("funnel?");
          const steps = await page.locator("#funnel li").evaluateAll((items) => items.map((item) => [item.dataset.step, Number(item.dataset.value)]));
          assert.deepEqual(steps, funnel.steps.map((step) => [step.step, step.count]));
          const top = await read("top?");
          const rows = await page.locator("#top tbody tr").evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => Number(cell.dataset.value))));
          assert.deepEqual(rows, top.items.map((one) => [one.product_id, one.views, one.clicks, one.cart_adds, one.purchases, one.revenue]));
          const searches = await read("searches?");
          const words_ = await page.locator("#searches tbody tr").evaluateAll((all) => all.map((row) => row.cells[0].textContent));
          assert.deepEqual(words_, searches.without_result.map((one) => one.query));
          const carts = await read("carts?");
          for (const field of ["opened", "bought", "abandoned", "abandoned_amount"]) assert.equal(await number(page, field), carts[field], field);
          if (!interval) return;
          const series = await read(`timeseries?interval=${interval}&`);
          const figure = page.locator("#chart-looks");
          await figure.locator("details").evaluate((details) => (details.open = true));
          const cells = await figure.locator("tbody tr").evaluateAll((all) => all.map((row) => [row.cells[1].textContent, row.cells[2].textContent]));
          const say = (value) => new Intl.NumberFormat("en").format(value);
          assert.deepEqual(cells, series.items.map((one) => [say(one.views), say(one.clicks)]).reverse());
          assert.equal(cells.length, points);
        });
      }
      assert.ok((await number(page, "orders")) >= 3);
      await page.getByText("quokka").waitFor();
    }));

  it("goes on by itself while things happen", () =>
    browse(shop, async (page) => {
      await open(page);
      const views = await number(page, "views");
      const persisted = await number(page, "persisted");
      await call("POST", "/api/events", { events: Array(37).fill({ action: "view", product_id: 9 }) }, { dnt: "1" });
      await until("the new views", async () => assert.equal(await number(page, "views"), views + 37));
      await until("the new events", async () => assert.ok((await number(page, "persisted")) >= persisted + 37));
      const status = (await admin("GET", "/api/tracking/status")).body;
      await until("the status", async () => {
        for (const field of ["offered", "persisted", "dropped", "queue_capacity"]) assert.equal(await number(page, field), status[field], field);
      });
      await page.locator("#routes tbody tr", { hasText: "POST /api/events" }).waitFor();
    }));

  it("is read by keyboard and by pointer", () =>
    browse(shop, async (page) => {
      await open(page);
      const chart = page.getByRole("slider", { name: "Views and clicks" });
      await chart.focus();
      await page.keyboard.press("Home");
      const first = await chart.getAttribute("aria-valuetext");
      assert.match(first, /^\d\d:00: views [\d,]+, clicks [\d,]+$/);
      await page.keyboard.press("ArrowRight");
      assert.notEqual(await chart.getAttribute("aria-valuetext"), first);
      assert.equal(await chart.getAttribute("aria-valuenow"), "1");
      await page.keyboard.press("End");
      assert.equal(await chart.getAttribute("aria-valuenow"), "23");
      const box = await chart.boundingBox();
      await page.mouse.move(box.x + box.width / 2, box.y + 60);
      const middle = Number(await chart.getAttribute("aria-valuenow"));
      assert.ok(middle > 8 && middle < 16, String(middle));
      assert.equal(await page.locator("#chart-looks .chart-said").textContent(), await chart.getAttribute("aria-valuetext"));
    }));

  it("gives what it shows as files that no spreadsheet runs", () =>
    browse(shop, async (page) => {
      await open(page);
      const load = async (name) => {
        const begun = page.waitForEvent("download");
        await page.getByRole("link", { name }).click();
        const file = await (await begun).createReadStream();
        let text = "";
        for await (const piece of file) text += piece;
        return text.trim().split("\n").map((line) => line.split(","));
      };
      const [head, ...rows] = await load("CSV of the charts");
      assert.equal(rows.length, 24);
      const sum = rows.reduce((sum, row) => sum + Number(row[head.indexOf("views")]), 0);
      assert.equal(sum, await number(page, "views"));
      assert.equal((await load("CSV of the top products")).length, 11);
      const searched = (await load("CSV of searches without a result")).map(([words]) => words);
      assert.ok(searched.includes("quokka"));
      assert.ok(searched.every((words) => !/^[=+@-]/.test(words)), searched.join());
      assert.ok((await load("CSV of the pipeline")).length > 1);
      assert.equal((await load("CSV of routes"))[0][1], "route");
    }));

  it("says when it hears nothing, and comes back after a restart", { timeout: 400_000 }, () =>
    browse(shop, async (page) => {
      await open(page);
      assert.equal(await shop.stop(), 0);
      await page.locator("#state", { hasText: /no word for ([3-9]|\d\d)/i }).waitFor();
      await page.locator("#dashboard.is-stale").waitFor();
      await shop.start();
      await page.locator("#state[data-state=live]").waitFor();
      await page.locator("#dashboard:not(.is-stale)").waitFor();
      await call("POST", "/api/events", { events: Array(5).fill({ action: "view", product_id: 3 }) }, { dnt: "1" });
      await until("numbers of the new process", async () => assert.equal(await number(page, "persisted"), (await admin("GET", "/api/tracking/status")).body.persisted));
    }, { forgive: /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|503/ }));

  it("is for administrators", () =>
    browse(shop, async (page) => {
      await page.goto(`${shop.address}/admin/live`);
      await page.getByRole("heading", { name: "Log in" }).waitFor();
      const made = await call("POST", "/api/auth/register", { email: "c@example.org", password, name: "C" });
      await page.context().addCookies([{ name: "souk_session", value: made.body.token, url: shop.address }]);
      const answer = await page.goto(`${shop.address}/admin/live`);
      assert.equal(answer.status(), 403);
      const refused = await call("GET", "/api/analytics/pipeline", null, { authorization: `Bearer ${made.body.token}` });
      assert.equal(refused.status, 403);
    }, { forgive: /403/ }));

  for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 900 }]) {
    for (const colorScheme of ["light", "dark"]) {
      it(`can be read by everybody at ${viewport.width} pixels in the ${colorScheme}`, { timeout: 400_000 }, () =>
        browse(shop, async (page) => {
          await open(page);
          const loop = setInterval(() => {
            call("POST", "/api/events", { events: Array(20).fill({ action: "view", product_id: 12 }) }, { dnt: "1" }).catch(() => {});
            call("GET", "/api/products?limit=5").catch(() => {});
          }, 40);
          try {
            await page.locator("#chart-events path.line-2").waitFor();
            if (pictures) await page.waitForTimeout(8_000);
          } finally {
            clearInterval(loop);
          }
          await page.evaluate(axe.source);
          const found = await page.evaluate(() => axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          }));
          const faults = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join("\n  ")}`);
          assert.deepEqual(faults, []);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${wide} px too wide`);
          await picture(page, `live-${viewport.width}-${colorScheme}`);
        }, { viewport, colorScheme }));
    }
  }
});
