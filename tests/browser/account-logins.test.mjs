// A customer sees where the account is logged in and ends what is not theirs; an order says what can be done with it.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { PASSWORD, openBazaar } from "./bazaar.mjs";
import { browse } from "./shop.mjs";

const axe = createRequire(import.meta.url)("axe-core");
const EMAIL = "reader@example.org";

describe("the logins of an account", () => {
  let bazaar, shop;

  before(async () => {
    bazaar = await openBazaar();
    ({ shop } = bazaar);
    await call("POST", "/api/auth/register", { email: EMAIL, password: PASSWORD, name: "Rita Reader" });
  });

  after(async () => assert.equal(await bazaar.close(), 0, "a clean stop"));

  async function call(method, path, body, headers = {}) {
    const answer = await fetch(shop.address + path, { method, headers: { "content-type": "application/json", ...headers }, body: body && JSON.stringify(body) });
    return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
  }

  async function logIn(page) {
    await page.goto(`${shop.address}/account`);
    const door = page.getByRole("region", { name: "Log in" });
    await door.getByLabel("E-mail").fill(EMAIL);
    await door.getByLabel("Password").fill(PASSWORD);
    await door.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("heading", { name: "Hello, Rita Reader" }).waitFor();
  }

  for (const [viewport, colorScheme, javaScriptEnabled] of [[{ width: 390, height: 844 }, "light", false], [{ width: 1280, height: 900 }, "dark", true]]) {
    it(`are shown and ended at ${viewport.width} px${javaScriptEnabled ? "" : ", without scripts"}`, () =>
      browse(shop, async (page) => {
        const agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0";
        const { body: elsewhere } = await call("POST", "/api/auth/login", { email: EMAIL, password: PASSWORD }, { "user-agent": agent });
        const bearer = { authorization: `Bearer ${elsewhere.token}` };
        await logIn(page);
        const logins = page.getByRole("region", { name: "Where you are logged in" });
        assert.match(await logins.locator("li").first().innerText(), /Chrome on Linux\s+This one, since/);
        const other = logins.locator("li", { hasText: "Firefox on Windows" });
        assert.equal(await other.count(), 1);
        assert.equal((await call("GET", "/api/auth/me", undefined, bearer)).status, 200);
        if (javaScriptEnabled) {
          await page.evaluate(axe.source);
          const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
          assert.deepEqual(found.violations.map((one) => one.id), []);
        }
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
        await other.getByRole("button", { name: /^End it/ }).click();
        await page.getByText("That login has ended.").waitFor();
        assert.equal(await logins.locator("li", { hasText: "Firefox on Windows" }).count(), 0);
        assert.equal((await call("GET", "/api/auth/me", undefined, bearer)).status, 401);
      }, { viewport, colorScheme, javaScriptEnabled }));
  }
});
