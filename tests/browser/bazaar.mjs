// The demo bazaar with an admin, a customer's order, a seller who waits and a review, for tests of the admin.
import assert from "node:assert/strict";
import { openShop, souk } from "./shop.mjs";

export const PASSWORD = "a long pass phrase";
export const ADMIN = "admin@example.org";

/** Opens it; gives `shop`, `order`, `token`, `api(method, path, body, headers)` as an admin, and `close()`. */
export async function openBazaar() {
  const shop = await openShop(() => {}, "--demo");
  process.env.SOUK_PASSWORD = PASSWORD;
  const token = souk("token", "create", "--role", "admin", "--data-dir", shop.folder).stdout.trim();
  async function api(method, path, body, headers = {}) {
    const answer = await fetch(shop.address + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text && JSON.parse(text);
  }

  /** Somebody with an account; gives what calls as them. */
  async function register(email, name) {
    const session = await api("POST", "/api/auth/register", { email, password: PASSWORD, name }, { authorization: "" });
    return (method, path, body, headers) => api(method, path, body, { authorization: `Bearer ${session.token}`, ...headers });
  }

  async function buy(slug, email) {
    const product = await api("GET", `/api/products/${slug}`);
    const variant = product.variants.find((one) => one.stock_quantity > 0);
    const added = await fetch(`${shop.address}/api/cart/items`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ product_id: product.id, variant_id: variant.id }) });
    const placed = await fetch(`${shop.address}/api/checkout`, {
      method: "POST",
      headers: { "content-type": "application/json", "cart-token": added.headers.get("cart-token"), "idempotency-key": `buy-${email}-${slug}` },
      body: JSON.stringify({ email, shipping_address: { name: "Ada Lovelace", line1: "Linden 1", city: "Berlin", postal_code: "10117", country: "DE" }, shipping_method: "admin-parcel", payment_method: "bank_transfer" }),
    });
    assert.equal(placed.status, 201, await placed.clone().text());
    return placed.json();
  }

  const made = souk("user", "create", "--role", "admin", "--email", ADMIN, "--name", "Grace Hopper", "--data-dir", shop.folder);
  assert.equal(made.status, 0, made.stderr);
  await api("POST", "/api/admin/shipping-methods", { code: "admin-parcel", name: "Parcel", countries: ["DE"], price: 490 });
  const order = await buy("six-painted-tea-glasses", "ada@example.org");
  const weaver = await register("weaver@example.org", "Wilma Weaver");
  await weaver("POST", "/api/sellers", { name: "Waiting Weavers", description: "Kilims, woven to order." });
  const critic = await register("critic@example.org", "A critic");
  await critic("POST", "/api/products/six-painted-tea-glasses/reviews", { rating: 2, title: "Spam, spam", body: "Buy elsewhere." });
  return { shop, order, token, api, close: () => shop.close() };
}

/** Logs in on the way to a page. */
export async function logIn(shop, page, email = ADMIN, path = "/admin") {
  await page.goto(shop.address + path);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();
}

/** Waits until a page of the admin shows what it has. */
export async function settled(page) {
  await page.locator("#page:not([aria-busy]) h1").waitFor();
  await page.waitForFunction(() => !document.querySelector("main [aria-busy]"));
}
