// The admin as the people who run a shop use it, and those who sell in it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { ADMIN, PASSWORD, logIn as enter, openBazaar } from "./bazaar.mjs";
import { browse, openShop, souk } from "./shop.mjs";

const photograph = new URL("../../docs/front.png", import.meta.url).pathname;

describe("the admin of the demo bazaar", () => {
  let bazaar, shop, order, api;

  before(async () => {
    bazaar = await openBazaar();
    ({ shop, order, api } = bazaar);
  });

  after(async () => assert.equal(await bazaar.close(), 0, "a clean stop"));

  const logIn = (page, email = ADMIN, path = "/admin") => enter(shop, page, email, path);
  const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();
  const told = (page, words) => page.locator("#said", { hasText: words }).waitFor({ state: "attached" });

  it("leads through the login to the page that was asked for", () =>
    browse(shop, async (page) => {
      await logIn(page, ADMIN, "/admin/orders?view=list");
      await heading(page, "Orders");
      assert.match(page.url(), /\/admin\/orders\?view=list/);
      await page.getByRole("link", { name: "Coupons" }).click();
      await heading(page, "Coupons");
      await page.goBack();
      await heading(page, "Orders");
      await page.reload();
      await heading(page, "Orders");
      await page.getByRole("button", { name: "Log out" }).click();
      await heading(page, "Log in");
    }));

  it("is for nobody else", () =>
    browse(shop, async (page) => {
      await page.request.post(`${shop.address}/api/auth/login`, { data: { email: "critic@example.org", password: PASSWORD } });
      const answer = await page.request.get(`${shop.address}/admin`, { headers: { accept: "text/html" } });
      assert.equal(answer.status(), 403);
      assert.match(await answer.text(), /Not for you/);
    }));

  it("makes a product with a picture, changes it, and asks before changes are lost", () =>
    browse(shop, async (page) => {
      await logIn(page, ADMIN, "/admin/products/new");
      await page.getByLabel("Name").fill("Brass Coffee Mill");
      await page.getByLabel("Price (EUR)").fill("12,345");
      await page.getByRole("button", { name: "Make the product" }).click();
      await page.getByText("Price must have at most 2 decimals.").waitFor();
      await page.getByLabel("Price (EUR)").fill("49,90");
      await page.getByLabel("In stock").fill("5");
      await page.getByLabel("Attributes").fill("Material: brass\nMade in: Gaziantep");
      const file = page.locator("input[type=file]");
      await file.setInputFiles(photograph);
      await page.getByRole("button", { name: "Make the product" }).click();
      await heading(page, "Brass Coffee Mill");
      await page.locator(".pictures img").waitFor();
      await page.getByLabel("What it shows").fill("A mill of brass");
      await page.getByLabel("What it shows").press("Tab");
      await told(page, "The description is saved.");
      // Dropped as well as chosen.
      const bytes = [...readFileSync(photograph)];
      const data = await page.evaluateHandle((all) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(all)], "mill.png", { type: "image/png" }));
        return transfer;
      }, bytes);
      await page.locator(".drop").dispatchEvent("drop", { dataTransfer: data });
      await page.locator(".pictures li").nth(1).waitFor();
      await page.getByRole("button", { name: "Move picture 2 earlier" }).click();
      await told(page, "Moved.");
      await page.getByLabel("Tags").fill("coffee, kitchen");
      await page.getByRole("link", { name: "Coupons" }).click();
      await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Cancel" }).click();
      await page.getByText("Options such as size or colour").click();
      await page.getByRole("button", { name: "Add an option" }).click();
      await page.getByLabel("Option", { exact: true }).fill("Size");
      await page.getByLabel("Values").fill("Small, Large");
      await page.getByRole("button", { name: "Make the variants" }).click();
      await page.getByRole("group", { name: "Large" }).getByLabel("Price (EUR)").fill("69.90");
      await page.getByRole("group", { name: "Large" }).getByLabel("In stock").fill("2");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await told(page, "Brass Coffee Mill");
      const made = await api("GET", "/api/products/brass-coffee-mill");
      assert.deepEqual(made.variants.map((one) => [one.options.Size, one.price, one.stock_quantity]), [["Small", 4990, 5], ["Large", 6990, 2]]);
      assert.deepEqual(made.attributes, { Material: "brass", "Made in": "Gaziantep" });
      assert.deepEqual([...made.tags].sort(), ["coffee", "kitchen"]);
      assert.equal(made.images.length, 2);
    }));

  it("says at the field what the shop refuses", () =>
    browse(shop, async (page) => {
      await logIn(page, ADMIN, "/admin/products/new");
      await page.getByLabel("Name").fill("Too Dear");
      await page.getByLabel("Price (EUR)").fill("99999999.00");
      await page.getByRole("button", { name: "Make the product" }).click();
      const price = page.getByLabel("Price (EUR)");
      await page.locator(".fault:visible").first().waitFor();
      assert.equal(await price.getAttribute("aria-invalid"), "true");
      await page.getByLabel("Name").fill("");
      page.on("dialog", (dialog) => dialog.accept());
    }, { forgive: /status of 400/ }));

  it("changes many at once", () =>
    browse(shop, async (page) => {
      const before = await api("GET", "/api/products?q=lamp&limit=2&sort=price");
      await logIn(page, ADMIN, "/admin/products?q=lamp&sort=price");
      for (const one of before.items) await page.getByRole("checkbox", { name: `Choose ${one.name}`, exact: true }).check();
      await page.getByRole("button", { name: "Price", exact: true }).click();
      await page.getByLabel("By how many per cent").fill("-10");
      await page.getByRole("button", { name: "Change", exact: true }).click();
      await told(page, "product");
      await page.waitForFunction(() => !document.querySelector(".bulk:not([hidden])"));
      const lower = await api("GET", `/api/products/${before.items[0].id}`);
      assert.equal(lower.price, Math.round(before.items[0].price * 0.9));
      await page.getByRole("checkbox", { name: `Choose ${before.items[0].name}`, exact: true }).check();
      await page.getByRole("button", { name: "Deactivate" }).click();
      await page.locator("tr", { hasText: before.items[0].name }).getByText("Inactive").waitFor();
      assert.equal((await api("GET", `/api/products/${before.items[0].id}`)).is_active, false);
      await page.getByLabel("State").selectOption("false");
      await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
      await page.locator("tbody tr", { hasText: before.items[0].name }).waitFor();
      await api("PATCH", `/api/products/${before.items[0].id}`, { is_active: true });
    }));

  it("takes an order from its payment to the door", () =>
    browse(shop, async (page) => {
      await logIn(page, ADMIN, "/admin/orders");
      const card = page.locator("[data-state=pending_payment] article", { hasText: order.number });
      await card.getByRole("button", { name: /Payment has come/ }).click();
      await page.locator("[data-state=payment_confirmed] article", { hasText: order.number }).getByRole("button", { name: /Make ready/ }).click();
      await page.locator("[data-state=awaiting_shipment] article", { hasText: order.number }).getByRole("link").first().click();
      await heading(page, `Order ${order.number}`);
      await page.getByRole("button", { name: "Send with a tracking number" }).first().click();
      await page.getByLabel("Carrier").fill("DHL");
      await page.getByLabel("Tracking number").fill("JD0123");
      await page.getByRole("button", { name: "Sent", exact: true }).last().click();
      await page.getByText("DHL JD0123").waitFor();
      await page.getByRole("button", { name: "Delivered", exact: true }).first().click();
      await page.locator(".page-head .standing", { hasText: "Delivered" }).waitFor();
      assert.equal((await api("GET", `/api/admin/orders/${order.id}`)).status, "delivered");
      await page.getByRole("button", { name: "Refund a part" }).click();
      await page.getByLabel("Amount (EUR)").fill("1.50");
      await page.getByRole("button", { name: "Refund", exact: true }).last().click();
      await page.getByText("Given back", { exact: true }).waitFor();
      const slip = await page.request.get(`${shop.address}/api/admin/orders/${order.id}/packing-slip`);
      assert.match(await slip.text(), new RegExp(order.number));
    }));

  it("approves a seller, who then sees what is theirs", () =>
    browse(shop, async (page) => {
      await logIn(page, ADMIN, "/admin/sellers?status=pending");
      await page.getByRole("button", { name: "Approve Waiting Weavers" }).click();
      await page.getByText("Nothing fits these filters.").first().waitFor();
      await page.getByRole("button", { name: "Log out" }).click();
      await logIn(page, "weaver@example.org", "/admin");
      await heading(page, "Overview");
      await page.locator(".side").getByRole("link", { name: "Products" }).click();
      await page.locator(".empty", { hasText: "There are no products yet." }).waitFor();
      assert.equal(await page.locator(".side").getByRole("link", { name: "Coupons" }).count(), 0);
      for (const name of ["Orders", "Statements", "Profile"]) {
        await page.locator(".side").getByRole("link", { name }).click();
        await heading(page, name);
      }
      await page.getByLabel("What you sell").fill("Kilims from Uşak.");
      await page.getByRole("button", { name: "Save" }).click();
      await told(page, "Your profile is saved.");
    }));

  it("hides a review, with a reason", () =>
    browse(shop, async (page) => {
      await logIn(page, ADMIN, "/admin/reviews");
      await page.getByRole("button", { name: "Hide: Spam, spam" }).click();
      await page.getByLabel("Why").fill("It is advertising.");
      await page.getByRole("button", { name: "Hide", exact: true }).last().click();
      await page.getByText("Hidden: It is advertising.").waitFor();
    }));

  it("makes a coupon, changes it and takes it away", () =>
    browse(shop, async (page) => {
      await logIn(page, ADMIN, "/admin/coupons");
      await page.getByLabel("Code").fill("SPRING");
      await page.getByLabel("What it does").selectOption("fixed");
      await page.getByLabel("Amount (EUR)").fill("5");
      await page.getByRole("button", { name: "Make", exact: true }).click();
      await page.locator("tr", { hasText: "SPRING" }).getByText("€5.00 off").waitFor();
      await page.getByRole("button", { name: "Change SPRING" }).click();
      await page.getByLabel("Uses in all").fill("7");
      await page.getByRole("button", { name: "Save" }).click();
      await page.locator("tr", { hasText: "SPRING" }).getByText("0 of 7").waitFor();
      await page.getByRole("button", { name: "Delete SPRING" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await page.getByRole("button", { name: "Delete SPRING" }).waitFor({ state: "detached" });
    }, { locale: "en-GB" }));

  it("shows what an import would do before it does it", () =>
    browse(shop, async (page) => {
      const file = join(shop.folder, "goods.csv");
      writeFileSync(file, "name,sku,price,stock_quantity\nImported Lantern,IMP-1,24.90,3\nImported Bowl,IMP-2,9.90,8\n");
      await logIn(page, ADMIN, "/admin/exchange");
      await page.getByRole("button", { name: "Look what would happen" }).click();
      await page.getByText("Choose a file first.").waitFor();
      await page.getByLabel("CSV file").setInputFiles(file);
      await page.getByRole("button", { name: "Look what would happen" }).click();
      await page.getByRole("heading", { name: "What would happen" }).waitFor();
      assert.equal((await api("GET", "/api/products?q=imported%20lantern")).items.filter((one) => one.name === "Imported Lantern").length, 0, "nothing is written yet");
      await page.getByRole("button", { name: "Write it into the shop" }).click();
      await page.getByRole("heading", { name: "It is written" }).waitFor();
      assert.equal((await api("GET", "/api/products?q=imported%20lantern")).items[0].name, "Imported Lantern");
    }));

  it("makes a token, shows it once and ends it", () =>
    browse(shop, async (page) => {
      await logIn(page, ADMIN, "/admin/tokens");
      await page.getByLabel("What it is for").fill("Stock sync");
      await page.getByRole("button", { name: "Make the token" }).click();
      const secret = await page.getByLabel("Token", { exact: true }).inputValue();
      const ask = () => fetch(`${shop.address}/api/admin/settings`, { headers: { authorization: `Bearer ${secret}` } });
      assert.equal((await ask()).status, 200);
      await page.getByRole("button", { name: "I have it" }).click();
      assert.equal((await page.content()).includes(secret), false);
      await page.getByRole("button", { name: "Revoke Stock sync" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
      await page.locator("tr", { hasText: "Stock sync" }).getByText("Revoked").waitFor();
      assert.equal((await ask()).status, 401);
    }));

  it("says that letters wait where no mail server is set", () =>
    browse(shop, async (page) => {
      await logIn(page, ADMIN, "/admin/outbox");
      const note = page.locator(".notice", { hasText: "No mail server is set" });
      await note.waitFor();
      assert.match(await note.innerText(), /SOUK_SMTP_URL[^]*SOUK_MAIL_FROM/);
      await page.locator("tbody a").first().click();
      await page.getByRole("heading", { name: "What it says" }).waitFor();
      await note.waitFor();
    }));

  it("makes a backup", () =>
    browse(shop, async (page) => {
      await logIn(page, ADMIN, "/admin/backups");
      await page.getByRole("button", { name: "Make a backup" }).click();
      await page.locator("tbody tr").first().waitFor();
    }));

  for (const [currency, typed, minor, refused] of [["JPY", "1250", 1250, "12.5"], ["KWD", "1,25", 1250, "1.2505"]]) {
    it(`takes amounts of ${currency} as people write them`, async () => {
      const other = await openShop(() => {});
      try {
        const token = souk("token", "create", "--role", "admin", "--data-dir", other.folder).stdout.trim();
        const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
        assert.equal(souk("user", "create", "--role", "admin", "--email", ADMIN, "--name", "Grace", "--data-dir", other.folder).status, 0);
        const set = await fetch(`${other.address}/api/admin/settings`, { method: "PATCH", headers, body: JSON.stringify({ currency }) });
        assert.equal(set.status, 200);
        await browse(other, async (page) => {
          await enter(other, page, ADMIN, "/admin/products/new");
          await page.getByLabel("Name").fill("Pot");
          await page.getByLabel(`Price (${currency})`).fill(refused);
          await page.getByRole("button", { name: "Make the product" }).click();
          await page.locator(".fault", { hasText: "decimals" }).waitFor();
          await page.getByLabel(`Price (${currency})`).fill(typed);
          await page.getByRole("button", { name: "Make the product" }).click();
          await heading(page, "Pot");
          const made = await (await fetch(`${other.address}/api/products/pot`)).json();
          assert.equal(made.price, minor);
          assert.equal(await page.getByLabel(`Price (${currency})`).inputValue(), currency === "JPY" ? "1250" : "1.250");
        });
      } finally {
        await other.close();
      }
    });
  }
});
