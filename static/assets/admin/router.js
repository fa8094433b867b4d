import { fill, h } from "./dom.js";
import { trouble } from "./show.js";
import { say } from "../say.js";
import { confirm } from "./ask.js";

let routes = [];
let turn = 0;
let unsaved = () => false;
let shown = location.href;

/** Asks before the page is left while `dirty()` holds. */
export const guard = (dirty) => (unsaved = dirty);
export const query = () => Object.fromEntries(new URLSearchParams(location.search));

/** Changes the address without another page: filters of a list. */
export function keep(values) {
  const url = new URL(location.href);
  url.search = "";
  for (const [name, value] of Object.entries(values)) if (value) url.searchParams.set(name, value);
  history.replaceState(null, "", url);
  shown = location.href;
}

async function mayLeave() {
  if (!unsaved()) return true;
  return confirm("Leave without saving?", "What you changed on this page is not saved.", "Leave");
}

/** Opens a page of the admin. */
export async function go(to) {
  if (!(await mayLeave())) return;
  history.pushState(null, "", to);
  await open();
}

function find(path) {
  const parts = path.replace(/^\/admin\/?/, "").split("/").filter(Boolean);
  for (const [pattern, load] of routes) {
    const wanted = pattern.split("/").filter(Boolean);
    if (wanted.length !== parts.length) continue;
    const values = {};
    const fits = wanted.every((name, at) => (name[0] === ":" ? (values[name.slice(1)] = decodeURIComponent(parts[at])) : name === parts[at]));
    if (fits) return [load, values];
  }
  return [async () => ({ default: () => missing() }), {}];
}

const missing = () => h("div", { class: "page-head" }, h("h1", {}, "There is nothing here"));

/** Shows the page of the address: a module whose default export gives its content. */
export async function open(first = false) {
  unsaved = () => false;
  shown = location.href;
  const mine = ++turn;
  const page = document.getElementById("page");
  page.setAttribute("aria-busy", "true");
  const part = location.pathname.split("/")[2] ?? "";
  for (const one of document.querySelectorAll(".side [data-part]")) {
    if (one.dataset.part === part) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
  const [load, values] = find(location.pathname);
  let content;
  try {
    content = await (await load()).default(values);
  } catch (error) {
    console.warn(error);
    const again = h("button", { type: "button", class: "button", onclick: () => open() }, "Try again");
    const words = error.status === 404 ? "There is nothing here" : "That did not work";
    content = [h("h1", {}, words), trouble(error), h("p", {}, again)];
  }
  if (mine !== turn) return;
  page.replaceChildren();
  fill(page, content);
  page.removeAttribute("aria-busy");
  const heading = page.querySelector("h1");
  document.title = `${heading?.textContent ?? ""} – ${document.body.dataset.shop} admin`;
  if (first) return;
  scrollTo({ top: 0 });
  if (heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  say(heading?.textContent ?? "");
}

/** Follows links and the browser's history within the admin. */
export function start(table) {
  routes = table;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (!/^\/admin(\/|$)/.test(link.pathname) || link.pathname.startsWith("/admin/live")) return;
    if (link.hash) return;
    event.preventDefault();
    const fold = document.querySelector(".side-fold");
    if (link.closest(".side-fold") && fold) fold.open = false;
    go(link.href);
  });
  addEventListener("popstate", async () => {
    if (unsaved()) {
      const wanted = location.href;
      history.pushState(null, "", shown);
      if (!(await mayLeave())) return;
      history.pushState(null, "", wanted);
    }
    open();
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved()) event.preventDefault();
  });
  open(true);
}
