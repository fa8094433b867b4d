// A new shop is set up in a browser, with scripts and without.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, it } from "node:test";
import { PATIENCE, browse, openShop } from "./shop.mjs";

const axe = createRequire(import.meta.url)("axe-core");
const pictures = process.env.SOUK_SCREENSHOTS;
const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 900 };

/** Opens a shop that nobody has set up; gives `visit` a page and the link. */
async function withNewShop(visit, settings) {
  const shop = await openShop();
  try {
    let link;
    for (const end = Date.now() + PATIENCE; !link && Date.now() < end;) {
      link = /http:\S+\/setup\?key=\S+/.exec(shop.said())?.[0];
      if (!link) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.ok(link, shop.said());
    await browse(shop, (page) => visit(page, link, shop), settings);
  } finally {
    assert.equal(await shop.close(), 0, "a clean stop");
  }
}

async function readable(page, name, viewport, colorScheme) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  const faults = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join("\n  ")}`);
  assert.deepEqual(faults, [], name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}-${viewport.width}-${colorScheme}.png`), fullPage: true });
}

async function fillIn(page) {
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.getByLabel("E-mail").fill("ada@example.org");
  await page.getByLabel("Password").fill("a long pass phrase");
  await page.getByLabel("Its name").fill("Ada’s Engines");
  await page.locator("#shipping_price").fill("4.90");
}

describe("the set-up", () => {
  it("suggests, founds, imports and lands in the admin", () =>
    withNewShop(async (page, link, shop) => {
      await page.goto(shop.address);
      await page.getByRole("heading", { name: "This shop is being set up" }).waitFor();
      await page.goto(link);
      await fillIn(page);
      await page.locator("#country").selectOption("CH");
      assert.equal(await page.locator("#currency").inputValue(), "CHF");
      assert.equal(await page.getByLabel("Rate in %").inputValue(), "8.1");
      await page.getByRole("button", { name: "Open the shop" }).click();
      await page.getByRole("heading", { name: "Fill the shelves" }).waitFor();
      const file = join(shop.folder, "goods.csv");
      writeFileSync(file, "name,price,stock\nDifference Engine,1200,2\nCard,x,1\n");
      await page.getByLabel("CSV file").setInputFiles(file);
      await page.getByRole("button", { name: "Check the file" }).click();
      await page.getByRole("heading", { name: "What the file would do" }).waitFor();
      await page.getByRole("button", { name: /^Import 1 product/ }).click();
      await page.waitForURL("**/admin");
      await page.getByRole("link", { name: "Ada’s Engines" }).first().waitFor();
      const all = await (await fetch(`${shop.address}/api/products`)).json();
      assert.equal(all.items[0].price, 120000);
      assert.equal(all.items[0].currency, "CHF");
      const again = await page.request.get(link, { headers: { accept: "text/html" } });
      assert.equal(again.status(), 404, "the link is dead");
    }, { viewport: desk, forgive: /Failed to fetch dynamically imported module|404/ }));

  it("works without scripts, on a phone", () =>
    withNewShop(async (page, link, shop) => {
      await page.goto(link);
      await fillIn(page);
      await page.locator("#country").selectOption("JP");
      await page.getByRole("button", { name: /^Suggest/ }).click();
      assert.equal(await page.locator("#currency").inputValue(), "JPY");
      assert.equal(await page.getByLabel("Its name").inputValue(), "Ada’s Engines", "what was typed stays");
      await page.getByLabel("Password").fill("short");
      await page.locator("#shipping_price").fill("490");
      await page.locator("#password").evaluate((field) => field.removeAttribute("minlength"));
      await page.getByRole("button", { name: "Open the shop" }).click();
      await page.getByText("Must be 10 to 256 characters.").waitFor();
      await page.getByLabel("Password").fill("a long pass phrase");
      await page.getByRole("button", { name: "Open the shop" }).click();
      await page.getByRole("button", { name: "Add the demo goods" }).click();
      await page.waitForURL("**/admin");
      const all = await (await fetch(`${shop.address}/api/products?limit=1`)).json();
      assert.equal(all.total, 144);
      assert.equal(all.items[0].currency, "JPY");
    }, { viewport: phone, javaScriptEnabled: false, forgive: /400/ }));

  it("says how to get another link", () =>
    withNewShop(async (page, link) => {
      await page.goto(`${link}x`);
      await page.getByRole("heading", { name: "This link does not open the set-up" }).waitFor();
      await page.getByText("souk user create --role admin").waitFor();
    }, { forgive: /403/ }));

  for (const viewport of [phone, desk]) {
    for (const colorScheme of ["light", "dark"]) {
      it(`can be read by everybody at ${viewport.width} pixels in the ${colorScheme}`, () =>
        withNewShop(async (page, link, shop) => {
          await page.goto(shop.address);
          await readable(page, "setup-front", viewport, colorScheme);
          await page.goto(link);
          await readable(page, "setup-form", viewport, colorScheme);
          await fillIn(page);
          await page.getByLabel("Rate in %").fill("much");
          await page.getByRole("button", { name: "Open the shop" }).click();
          await page.getByRole("alert").waitFor();
          await readable(page, "setup-refused", viewport, colorScheme);
          await page.getByLabel("Rate in %").fill("19");
          await page.getByLabel("Password").fill("a long pass phrase");
          await page.getByRole("button", { name: "Open the shop" }).click();
          await page.getByRole("heading", { name: "Fill the shelves" }).waitFor();
          const file = join(shop.folder, "goods.csv");
          writeFileSync(file, "name,price,stock\nEngine,1200,2\nCard,x,1\n");
          await page.getByLabel("CSV file").setInputFiles(file);
          await page.getByRole("button", { name: "Check the file" }).click();
          await page.getByRole("heading", { name: "What the file would do" }).waitFor();
          await readable(page, "setup-goods", viewport, colorScheme);
        }, { viewport, colorScheme, locale: "de-DE", forgive: /400/ }));
    }
  }
});
