// Two people at the admin at once: nobody's change is lost unseen, and what could not be done is said by name.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { ADMIN, logIn, openBazaar, settled } from "./bazaar.mjs";
import { browse } from "./shop.mjs";

const axe = createRequire(import.meta.url)("axe-core");

/** Fails for what axe-core finds in the page as it is now. */
async function readable(page, name) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join("\n  ")}`), [], name);
}

describe("two people at the admin", () => {
  let bazaar, shop, api;

  before(async () => {
    bazaar = await openBazaar();
    ({ shop, api } = bazaar);
  });

  after(async () => assert.equal(await bazaar.close(), 0, "a clean stop"));

  const told = (page, words) => page.locator("#said", { hasText: words }).waitFor({ state: "attached" });
  const dialog = (page) => page.getByRole("dialog", { name: "Somebody changed this product meanwhile" });
  const save = (page) => page.getByRole("button", { name: "Save", exact: true }).click();

  /** Opens the editor of a new product, types a brand and has somebody else change the price meanwhile. */
  async function meet(page, name) {
    const made = await api("POST", "/api/products", { name, price: 1000, stock_quantity: 5 });
    await logIn(shop, page, ADMIN, `/admin/products/${made.id}`);
    await settled(page);
    await page.getByLabel("Brand").fill("Mine");
    await api("PATCH", `/api/products/${made.id}`, { price: 2500, tags: ["theirs"] });
    await save(page);
    await dialog(page).waitFor();
    assert.match(await dialog(page).innerText(), /Tags\s+theirs[^]*25\.00/);
    return made;
  }

  for (const [viewport, colorScheme] of [[{ width: 390, height: 844 }, "light"], [{ width: 1280, height: 900 }, "dark"]]) {
    it(`asks before another's change is written over, at ${viewport.width} px`, () =>
      browse(shop, async (page) => {
        const made = await meet(page, `Copper Pan ${viewport.width}`);
        await readable(page, "the question");
        assert.equal((await api("GET", `/api/products/${made.id}`)).price, 2500, "nothing is written yet");
        await dialog(page).getByRole("button", { name: "Go on editing" }).click();
        await page.getByText("Nothing is saved yet").waitFor();
        assert.equal(await page.getByLabel("Brand").inputValue(), "Mine", "what was typed stays");
        await save(page);
        await dialog(page).getByLabel("What I have on this page").check();
        await dialog(page).getByRole("button", { name: "Go on", exact: true }).click();
        await told(page, "Copper Pan");
        const now = await api("GET", `/api/products/${made.id}`);
        assert.deepEqual([now.brand, now.price, now.tags], ["Mine", 1000, []]);
      }, { forgive: /412/, viewport, colorScheme, locale: "en-GB" }));
  }

  it("shows what is there now to who wants that", () =>
    browse(shop, async (page) => {
      const made = await meet(page, "Iron Pan");
      await dialog(page).getByRole("button", { name: "Go on", exact: true }).click();
      await told(page, "Iron Pan");
      await settled(page);
      assert.equal(await page.getByLabel("Price (EUR)").inputValue(), "25.00");
      assert.equal(await page.getByLabel("Brand").inputValue(), "");
      assert.equal((await api("GET", `/api/products/${made.id}`)).brand, null);
      await page.getByLabel("Brand").fill("After all");
      await save(page);
      await page.getByText("Iron Pan is saved.").first().waitFor();
      assert.equal((await api("GET", `/api/products/${made.id}`)).brand, "After all");
    }, { forgive: /412/, locale: "en-GB" }));

  it("asks nothing for a sale", () =>
    browse(shop, async (page) => {
      const made = await api("POST", "/api/products", { name: "Tin Pan", price: 1000, stock_quantity: 5 });
      await logIn(shop, page, ADMIN, `/admin/products/${made.id}`);
      await settled(page);
      await api("POST", "/api/admin/stock-adjustments", { variant_id: made.variants[0].id, delta: -2, reason: "Sold at the door" });
      await page.getByLabel("Brand").fill("Mine");
      await save(page);
      await page.getByText("Tin Pan is saved.").first().waitFor();
      const now = await api("GET", `/api/products/${made.id}`);
      assert.deepEqual([now.brand, now.stock_quantity], ["Mine", 3]);
    }, { forgive: /412/ }));

  it("asks before what another changed is deleted", () =>
    browse(shop, async (page) => {
      const made = await api("POST", "/api/products", { name: "Brass Pan", price: 1000, stock_quantity: 5 });
      await logIn(shop, page, ADMIN, `/admin/products/${made.id}`);
      await settled(page);
      await api("PATCH", `/api/products/${made.id}`, { tags: ["theirs"] });
      const erase = async () => {
        await page.getByRole("button", { name: "Delete", exact: true }).click();
        await page.getByRole("dialog", { name: "Delete Brass Pan?" }).getByRole("button", { name: "Delete" }).click();
        await dialog(page).waitFor();
        assert.match(await dialog(page).innerText(), /Tags\s+theirs/);
      };
      await erase();
      await readable(page, "the question");
      await dialog(page).getByRole("button", { name: "Keep it" }).click();
      assert.equal((await api("GET", `/api/products/${made.id}`)).id, made.id, "it is there still");
      await erase();
      await dialog(page).getByRole("button", { name: "Delete it all the same" }).click();
      await told(page, "Brass Pan is deleted.");
      assert.equal((await fetch(`${shop.address}/api/products/${made.id}`)).status, 404);
    }, { forgive: /412/ }));

  it("deletes what was only sold without asking twice", () =>
    browse(shop, async (page) => {
      const made = await api("POST", "/api/products", { name: "Zinc Pan", price: 1000, stock_quantity: 5 });
      await logIn(shop, page, ADMIN, `/admin/products/${made.id}`);
      await settled(page);
      await api("POST", "/api/admin/stock-adjustments", { variant_id: made.variants[0].id, delta: -2, reason: "Sold at the door" });
      await page.getByRole("button", { name: "Delete", exact: true }).click();
      await page.getByRole("dialog", { name: "Delete Zinc Pan?" }).getByRole("button", { name: "Delete" }).click();
      await told(page, "Zinc Pan is deleted.");
    }, { forgive: /412/ }));

  it("says which of many could not be changed and why, and tries them again", () =>
    browse(shop, async (page) => {
      const names = ["Bulk Pot A", "Bulk Pot B", "Bulk Pot C"];
      const made = [];
      for (const name of names) made.push(await api("POST", "/api/products", { name, price: 1000, stock_quantity: 1 }));
      await logIn(shop, page, ADMIN, "/admin/products?q=bulk+pot");
      for (const name of names) await page.getByRole("checkbox", { name: `Choose ${name}`, exact: true }).check();
      await api("DELETE", `/api/products/${made[1].id}`);
      await page.getByRole("button", { name: "Deactivate" }).click();
      const report = page.getByRole("dialog", { name: "1 product not deactivated" });
      await report.waitFor();
      await report.getByText("2 products were deactivated.").waitFor();
      assert.match(await report.locator(".refused li").innerText(), /^Bulk Pot B\s+\S.{10,}/);
      await readable(page, "the report");
      assert.equal((await api("GET", `/api/products/${made[0].id}`)).is_active, false);
      await report.getByRole("button", { name: "Try these again" }).click();
      await page.getByText("None was changed.").waitFor();
      await page.getByRole("dialog").getByRole("button", { name: "Leave them" }).click();
      await page.getByRole("checkbox", { name: "Choose Bulk Pot B", exact: true }).waitFor({ state: "detached" });
    }, { forgive: /404/ }));
});
