// The storefront, as people use it: with scripts and without, on a phone and on a desk, by mouse, by
// keyboard and by what reads pages aloud.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { browse, openShop, souk } from "./shop.mjs";

const axe = createRequire(import.meta.url)("axe-core");
const pictures = process.env.SOUK_SCREENSHOTS;
const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 900 };

async function picture(page, name) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

describe("the storefront of the demo bazaar", () => {
  let shop, token;

  before(async () => {
    shop = await openShop(() => {}, "--demo");
    const made = souk("token", "create", "--role", "admin", "--data-dir", shop.folder);
    token = made.stdout.trim();
    await admin("POST", "/api/admin/shipping-methods", {
      code: "test-parcel", name: "Test parcel", countries: ["DE", "FR"], price: 490, free_above: 20000,
    });
  });

  after(async () => assert.equal(await shop.close(), 0, "a clean stop"));

  async function admin(method, path, body) {
    const answer = await fetch(shop.address + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
    return answer.status === 204 ? null : answer.json();
  }

  /** From the front page to a placed order, as a guest; gives the order's address. */
  async function buyAsAGuest(page, scripts) {
    await page.goto(shop.address);
    await page.getByRole("navigation", { name: "Categories" }).getByRole("link", { name: "Ceramics" }).click();
    await page.getByRole("heading", { level: 1, name: "Ceramics" }).waitFor();
    const total = page.locator("#list-total");
    const before = await total.innerText();
    const maker = page.locator(".facet", { hasText: "Maker" }).locator("li a").first();
    if (!await maker.isVisible()) await page.locator(".facets-fold > summary").click();
    await maker.click();
    await page.locator(".chosen a").first().waitFor();
    assert.notEqual(await total.innerText(), before, "the filter narrows");
    assert.match(page.url(), /brand=/);
    await page.locator(".card:not(.is-gone) .card-name a").first().click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    const name = await page.getByRole("heading", { level: 1 }).innerText();
    await page.getByRole("button", { name: "Add to cart" }).click();
    if (scripts) {
      await page.getByRole("link", { name: "Look into the cart" }).click();
    }
    await page.getByRole("heading", { level: 1, name: "Your cart" }).waitFor();
    assert.match(await page.locator(".lines").innerText(), new RegExp(name.replace(/[^\w ]/g, ".")));
    if (scripts) await page.locator("#cart-count", { hasText: "1" }).waitFor();
    await page.getByRole("link", { name: "Check out" }).click();
    await page.getByRole("heading", { level: 1, name: "Checkout" }).waitFor();
    await page.getByLabel("E-mail").fill("guest@example.org");
    const goods = page.getByRole("group", { name: "Where it goes" });
    await goods.getByLabel("Name").fill("Ada Lovelace");
    await goods.getByLabel("Street and number").fill("St James’s Square 12");
    await goods.getByLabel("Postal code").fill("10115");
    await goods.getByLabel("Town").fill("Berlin");
    await goods.getByLabel("Country").selectOption("DE");
    if (!scripts) await page.getByRole("button", { name: "Show shipping and total" }).click();
    await page.getByRole("radio", { name: /Test parcel/ }).check();
    if (!scripts) await page.getByRole("button", { name: "Show shipping and total" }).click();
    else await page.waitForFunction(() => !document.querySelector("#checkout[aria-busy]"));
    assert.equal(await goods.getByLabel("Town").inputValue(), "Berlin", "what was typed stays");
    await page.getByRole("button", { name: /^Order and pay/ }).click();
    await page.getByRole("heading", { level: 1, name: "Your order is placed" }).waitFor();
    return page.url();
  }

  it("sells to a guest with scripts", () =>
    browse(shop, async (page) => {
      const order = await buyAsAGuest(page, true);
      await page.goto(`${shop.address}/cart`);
      await page.getByRole("heading", { name: "Your cart is empty" }).waitFor();
      await page.goto(order.replace(/[?&]placed=1/, ""));
      await page.getByRole("button", { name: "Cancel the order" }).click();
      await page.locator(".badge-state", { hasText: "Cancelled" }).waitFor();
    }));

  it("sells to a guest without scripts, on a phone", () =>
    browse(shop, (page) => buyAsAGuest(page, false), { viewport: phone, javaScriptEnabled: false }));

  it("changes the cart in place", () =>
    browse(shop, async (page) => {
      await page.goto(`${shop.address}/p/six-painted-tea-glasses`);
      await page.getByRole("button", { name: "Add to cart" }).click();
      await page.getByRole("link", { name: "Look into the cart" }).click();
      const field = page.locator(".quantity");
      await field.fill("2");
      await page.getByRole("button", { name: /^Change/ }).click();
      await page.locator("#cart-count", { hasText: "2" }).waitFor();
      await page.getByRole("button", { name: /^Remove/ }).click();
      await page.getByRole("heading", { name: "Your cart is empty" }).waitFor();
    }));

  it("narrows lists in place and goes back", () =>
    browse(shop, async (page) => {
      await page.goto(`${shop.address}/products`);
      await page.evaluate(() => { window.stays = true; });
      await page.locator(".facet", { hasText: "Show only" }).getByRole("link", { name: "Reduced" }).click();
      await page.locator(".pill-on", { hasText: "Reduced" }).waitFor();
      await page.locator(".menu summary").click();
      await page.getByRole("link", { name: "Price, low to high" }).click();
      await page.waitForURL(/sort=price/);
      await page.locator(".menu summary", { hasText: "Price, low to high" }).waitFor();
      assert.equal(await page.evaluate(() => window.stays), true, "no page was loaded");
      await page.goBack();
      await page.locator(".menu summary", { hasText: "Newest" }).waitFor();
      await page.goBack();
      await page.locator(".pill-on").waitFor({ state: "detached" });
    }));

  it("suggests while somebody types, by keyboard too", () =>
    browse(shop, async (page) => {
      await page.goto(shop.address);
      const field = page.getByRole("combobox", { name: "Search the shop" });
      await field.pressSequentially("kilm", { delay: 20 });
      await page.getByRole("option", { name: /Kilim/ }).first().waitFor();
      await field.press("ArrowDown");
      assert.equal(await page.locator("[role=option][aria-selected=true]").count(), 1);
      await field.press("Escape");
      assert.equal(await page.locator("[role=option]:visible").count(), 0);
      await field.press("Enter");
      await page.getByRole("heading", { level: 1, name: "“kilm”" }).waitFor();
      assert.ok(await page.locator(".card").count() > 0);
    }));

  it("tells which product was chosen, without waiting for it", () =>
    browse(shop, async (page) => {
      const beacon = page.waitForRequest((request) => request.url().endsWith("/api/events"));
      await page.goto(`${shop.address}/c/lamps`);
      await page.locator(".card-name a").first().click();
      const sent = JSON.parse((await beacon).postData());
      assert.equal(sent.events[0].action, "click");
    }));

  it("is used by keyboard from the first key on", () =>
    browse(shop, async (page) => {
      await page.goto(shop.address);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    }));

  it("keeps an account with its orders and favourites", () =>
    browse(shop, async (page) => {
      await page.goto(`${shop.address}/p/gilt-star-ring`);
      await page.getByRole("button", { name: "Add to favourites" }).click();
      const door = page.getByRole("region", { name: "New here?" });
      await door.getByLabel("Name").fill("Ada");
      await door.getByLabel("E-mail").fill("ada@example.org");
      await door.getByLabel("Password").fill("a long password");
      await door.getByRole("button", { name: "Make an account" }).click();
      await page.waitForURL(/\/p\/gilt-star-ring/);
      await page.getByRole("button", { name: "Add to favourites" }).click();
      await page.goto(`${shop.address}/favorites`);
      await page.getByRole("link", { name: "Gilt Star Ring" }).waitFor();
      await page.goto(`${shop.address}/p/gilt-star-ring`);
      await page.getByText("Write a review").click();
      await page.locator("[name=rating][value='5']").check();
      await page.getByLabel("In a few words").fill("It <b>shines</b>");
      await page.getByRole("button", { name: "Send it" }).click();
      await page.getByRole("heading", { name: "It <b>shines</b>" }).waitFor();
      await page.goto(`${shop.address}/account`);
      await page.getByRole("heading", { name: "Hello, Ada" }).waitFor();
      await page.getByRole("button", { name: "Log out" }).click();
      await page.goto(`${shop.address}/account`);
      await page.getByRole("heading", { name: "Log in" }).waitFor();
    }));

  /** Every page, with a cart that has something in it and an order. */
  async function everyPage(page) {
    const order = new URL(await buyAsAGuest(page, true));
    await page.goto(`${shop.address}/p/urfa-chilli-flakes`);
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByRole("link", { name: "Look into the cart" }).waitFor();
    return {
      home: "/",
      everything: "/products",
      category: "/c/rugs",
      narrowed: "/products?on_sale=true&sort=price",
      search: "/search?q=lamp",
      nothing: "/search?q=qqqqzzzz",
      product: "/p/hakkari-kilim-banded",
      seller: "/s/rug-alley",
      cart: "/cart",
      checkout: "/checkout?",
      order: order.pathname + order.search,
      account: "/account",
      reset: "/account/reset",
      favorites: "/favorites",
    };
  }

  for (const [what, viewport] of [["a phone", phone], ["a desk", desk]]) {
    for (const colorScheme of ["light", "dark"]) {
      it(`can be read by everybody on ${what} in the ${colorScheme}`, { timeout: 900_000 }, () =>
        browse(shop, async (page) => {
          const pages = await everyPage(page);
          for (const [name, path] of Object.entries(pages)) {
            await page.goto(shop.address + path);
            await page.evaluate(axe.source);
            const found = await page.evaluate(() => axe.run(document, {
              runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            }));
            const faults = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join("\n  ")}`);
            assert.deepEqual(faults, [], `${name} on ${what}, ${colorScheme}`);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(wide <= 0, `${name} is ${wide} px too wide for ${what}`);
            await picture(page, `shop-${name}-${viewport.width}-${colorScheme}`);
          }
        }, { viewport, colorScheme, locale: "de-DE" }));
    }
  }

  it("is not found in plain words", () =>
    browse(shop, async (page) => {
      await page.route("**/nothing", (route) => route.continue());
      const answer = await page.request.get(`${shop.address}/nothing`, { headers: { accept: "text/html" } });
      assert.equal(answer.status(), 404);
      assert.match(await answer.text(), /There is nothing here/);
    }));

  it("stays where it is while it loads, and is small", () =>
    browse(shop, async (page) => {
      for (const path of ["/", "/products", "/p/hakkari-kilim-banded"]) {
        let bytes = 0;
        const count = async (response) => {
          if (response.request().resourceType() === "image") return;
          bytes += (await response.request().sizes()).responseBodySize;
        };
        page.on("response", count);
        await page.goto(shop.address + path, { waitUntil: "networkidle" });
        const shift = await page.evaluate(() => new Promise((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(sum), 300);
        }));
        page.off("response", count);
        assert.ok(shift < 0.01, `${path} moves by ${shift}`);
        assert.ok(bytes <= 50 * 1024, `${path} takes ${bytes} bytes without pictures`);
      }
    }));
});
