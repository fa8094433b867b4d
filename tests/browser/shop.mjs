// A shop of its own for a test: the real binary on a free port of the loopback, and a browser that
// may talk to nobody else.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const binary = process.env.SOUK_BIN ?? new URL("../../target/debug/souk", import.meta.url).pathname;
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** How long a test waits for what should come at once: long enough for a slow machine, in ms. */
export const PATIENCE = 60_000;

/** Runs a command of souk's to its end; gives its exit code and output. */
export function souk(...args) {
  return spawnSync(binary, args, { encoding: "utf8" });
}

/** Starts a shop in a new folder, after `prepare(folder)`. */
export async function openShop(prepare = () => {}, ...args) {
  const folder = mkdtempSync(join(tmpdir(), "souk-browser-"));
  prepare(folder);
  let running = await serve(folder, "127.0.0.1:0", args);
  return {
    address: running.address,
    folder,
    /** What it printed so far. */
    said: () => running.said(),
    /** Stops it; gives its exit code. */
    stop: () => running.stop(),
    /** Starts it again where it was. */
    async start() {
      running = await serve(folder, this.address.replace("http://", ""), []);
    },
    async close() {
      const code = await running.stop();
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/** Starts the server and waits until it says where it is. */
async function serve(folder, listen, args) {
  const child = spawn(binary, ["serve", "--data-dir", folder, "--listen", listen, ...args]);
  const ended = new Promise((resolve) => child.on("exit", resolve));
  let said = "";
  const address = await new Promise((resolve, reject) => {
    child.stdout.on("data", (data) => {
      said += data;
      const found = /open at (http:\/\/127\.0\.0\.1:\d+)/.exec(said);
      if (found) resolve(found[1]);
    });
    let errors = "";
    child.stderr.on("data", (data) => (errors += data));
    child.on("exit", (code) => reject(new Error(`souk serve ended with ${code}: ${errors}`)));
  });
  return {
    address,
    said: () => said,
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

/** Starts a browser that asks nobody for anything by itself; `settings` are those of a launch, `more` its arguments. */
export function launch(settings = {}, ...more) {
  return chromium.launch({
    ...settings,
    executablePath: browsers.find(existsSync),
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync", ...more,
    ],
  });
}

/**
 * `settings` are those of a browser context: `viewport`, `colorScheme`, `javaScriptEnabled` …
 *
 * Gives `visit` a page whose every request must go to the shop, and closes the browser whatever
 * happens. Fails when the page asked another host for anything or logged an error that `forgive` does
 * not match.
 */
export async function browse(shop, visit, { forgive, ...settings } = {}) {
  const browser = await launch();
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...settings })).newPage();
    page.setDefaultTimeout(PATIENCE);
    const strays = [];
    const errors = [];
    await page.route("**/*", (route) => {
      const url = route.request().url();
      if (url.startsWith(shop.address) || url.startsWith("data:") || url.startsWith("blob:")) {
        return route.continue();
      }
      strays.push(url);
      return route.abort();
    });
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    await visit(page);
    assert.deepEqual(strays, [], "no request to another host");
    assert.deepEqual(errors.filter((error) => !forgive?.test(error)), [], "no error in the page");
  } finally {
    await browser.close();
  }
}
