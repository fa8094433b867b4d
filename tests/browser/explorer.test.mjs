// The API explorers, as somebody without a network meets them.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { browse, openShop, souk } from "./shop.mjs";

const fixture = new URL("../fixtures/workshop.csv", import.meta.url).pathname;
const datasets = process.env.SOUK_DATASETS;
const catalogue = datasets
  ? { file: join(datasets, "contoso/Products.csv"), total: 2517 }
  : { file: fixture, total: 12 };
const pictures = process.env.SOUK_SCREENSHOTS;

async function picture(page, name) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

describe("an imported catalogue in the explorers", () => {
  let shop, token;

  before(async () => {
    shop = await openShop((folder) => {
      const imported = souk("import", catalogue.file, "--data-dir", folder);
      assert.equal(imported.status, 0, imported.stderr);
      const made = souk("token", "create", "--role", "admin", "--data-dir", folder);
      token = made.stdout.trim();
    });
  });

  after(async () => assert.equal(await shop.close(), 0, "a clean stop"));

  /** Opens an operation of Swagger UI and sends it; gives its answer's text. */
  async function tryOut(page, operation, fill = {}) {
    const block = page.locator(`#operations-Catalogue-${operation}`);
    await block.locator(".opblock-summary-control").click();
    await block.getByRole("button", { name: "Try it out" }).click();
    for (const [name, value] of Object.entries(fill)) {
      const field = name === "body"
        ? block.locator("textarea.body-param__text")
        : block.locator(`tr[data-param-name="${name}"] input`);
      await field.fill(value);
    }
    await block.getByRole("button", { name: "Execute" }).click();
    const answer = block.locator(".live-responses-table tr.response");
    await answer.waitFor();
    return {
      status: (await answer.locator(".response-col_status").innerText()).trim(),
      text: await answer.innerText(),
    };
  }

  it("lists, filters and reads products in Swagger UI without a network", () =>
    browse(shop, async (page) => {
      await page.goto(`${shop.address}/docs`);
      await page.getByText("List products", { exact: true }).waitFor();
      await picture(page, "swagger");
      const list = await tryOut(page, "listProducts", { limit: "3", sort: "price" });
      assert.equal(list.status, "200");
      assert.match(list.text, new RegExp(`"total": ${catalogue.total}`));
      const one = await tryOut(page, "getProduct", { product: "7" });
      assert.equal(one.status, "200");
      assert.match(one.text, /"variants": \[/);
      assert.match(one.text, /etag: /);
      await picture(page, "swagger-answer");
    }));

  it("takes a token and makes a product", async () => {
    await browse(shop, async (page) => {
      await page.goto(`${shop.address}/docs`);
      await page.locator(".auth-wrapper .authorize").first().click();
      const bearer = page.locator(".auth-container", { hasText: "(http, Bearer)" });
      await bearer.locator("input").fill(token);
      await bearer.getByRole("button", { name: "Apply" }).click();
      await bearer.getByRole("button", { name: "Close" }).click();
      const body = JSON.stringify({ name: "Made in Swagger UI", price: 1999 });
      const made = await tryOut(page, "createProduct", { body });
      assert.equal(made.status, "201");
      assert.match(made.text, /"slug": "made-in-swagger-ui"/);
    });
    const answer = await fetch(`${shop.address}/api/products/made-in-swagger-ui`);
    assert.equal((await answer.json()).price, 1999);
  });

  it("shows the whole document in the second explorer, offline too", () =>
    browse(shop, async (page) => {
      await page.goto(`${shop.address}/docs/rapidoc`);
      await page.getByText("List products").first().waitFor();
      await picture(page, "rapidoc");
    }));

  it("has a front page with products on it", () =>
    browse(shop, async (page) => {
      await page.goto(shop.address);
      assert.ok((await page.locator(".card").count()) >= 8);
      await picture(page, "front");
    }));
});
