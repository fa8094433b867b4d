// Every page of the admin, on a phone and on a desk, in the light and in the dark: nothing sticks out, and
// axe-core has nothing to say.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { logIn, openBazaar, settled } from "./bazaar.mjs";
import { browse } from "./shop.mjs";

const axe = createRequire(import.meta.url)("axe-core");
const pictures = process.env.SOUK_SCREENSHOTS;
const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 900 };

describe("the admin's pages", () => {
  let bazaar, shop, order, api;

  before(async () => {
    bazaar = await openBazaar();
    ({ shop, order, api } = bazaar);
  });

  after(async () => assert.equal(await bazaar.close(), 0, "a clean stop"));

  const PAGES = ["", "orders", "orders?view=list", "products", "products/new", "categories", "customers", "sellers", "reviews", "coupons", "shipping", "tax", "settings", "exchange", "backups", "tokens", "outbox", "audit"];

  async function look(page, path, name, viewport, colorScheme) {
    await page.goto(`${shop.address}/admin${path ? `/${path}` : ""}`);
    await settled(page);
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    const faults = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join("\n  ")}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const cut = viewport.width > 800 ? [] : await page.evaluate(() => [...document.querySelectorAll(".table-box, .panel")].filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.textContent.slice(0, 60)));
    if (pictures) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `admin-${name}-${viewport.width}-${colorScheme}.png`), fullPage: viewport.width < 800 });
    }
    const where = `${name} at ${viewport.width} px, ${colorScheme}`;
    return [...faults.map((fault) => `${where}: ${fault}`), ...cut.map((text) => `${where} cuts ${text}`), ...(wide > 0 ? [`${where} is ${wide} px too wide`] : [])];
  }

  const OWN = ["", "orders", "products", "products/new", "statements", "profile"];

  it("can be read by every seller", { timeout: 900_000 }, async () => {
    const [waiting] = (await api("GET", "/api/admin/sellers?status=pending")).items;
    await api("PATCH", `/api/admin/sellers/${waiting.id}`, { status: "active" });
    await api("POST", "/api/products", { name: "Woven Runner", price: 12900, stock_quantity: 1, seller: waiting.id });
    for (const [viewport, colorScheme] of [[phone, "dark"], [desk, "light"]]) {
      await browse(shop, async (page) => {
        await logIn(shop, page, "weaver@example.org");
        await settled(page);
        const faults = [];
        for (const path of OWN) faults.push(...(await look(page, path, `own-${path.replace("/", "-") || "overview"}`, viewport, colorScheme)));
        assert.deepEqual(faults, []);
      }, { viewport, colorScheme });
    }
  });

  for (const viewport of [phone, desk]) {
    for (const colorScheme of ["light", "dark"]) {
      it(`can be read by everybody at ${viewport.width} px in the ${colorScheme}`, { timeout: 900_000 }, () =>
        browse(shop, async (page) => {
          await logIn(shop, page);
          await settled(page);
          const [product] = (await api("GET", "/api/products?limit=1&q=kilim")).items;
          const [user] = (await api("GET", "/api/admin/users?limit=1")).items;
          const [letter] = (await api("GET", "/api/admin/outbox?limit=1")).items;
          const all = [...PAGES, `products/${product.id}`, `orders/${order.id}`, `customers/${user.id}`, `outbox/${letter.id}`];
          const faults = [];
          for (const path of all) faults.push(...(await look(page, path, path.replace(/[/?=].*/, (rest) => (rest.startsWith("/") ? "-one" : "-list")).replace("products-one", path.endsWith("new") ? "product-new" : "product") || "overview", viewport, colorScheme)));
          assert.deepEqual(faults, []);
        }, { viewport, colorScheme }));
    }
  }
});
