import { say } from "./say.js";

/** Follows filters, sort and pages of a list without leaving it: the same pages, only their list. */
export function narrowInPlace() {
  if (!document.getElementById("list")) return;
  const wide = matchMedia("(min-width: 60rem)");
  const unfold = () => {
    const fold = document.querySelector(".facets-fold");
    if (fold && wide.matches) fold.open = true;
  };
  unfold();
  wide.addEventListener("change", unfold);
  let asking;

  async function go(url, kept) {
    const list = document.getElementById("list");
    list.setAttribute("aria-busy", "true");
    asking?.abort();
    asking = new AbortController();
    let text;
    try {
      const answer = await fetch(url, { headers: { accept: "text/html" }, signal: asking.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      text = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") location.assign(url);
      return;
    }
    const page = new DOMParser().parseFromString(text, "text/html");
    const next = page.getElementById("list");
    if (!next) return location.assign(url);
    const unfolded = list.querySelector(".facets-fold")?.open;
    const open = new Map([...list.querySelectorAll(".facet")].map((facet) => [facet.querySelector("h2").textContent, facet.open]));
    const scrolled = new Map([...list.querySelectorAll(".facet")].map((facet) => [facet.querySelector("h2").textContent, facet.querySelector("ul").scrollTop]));
    list.replaceWith(next);
    document.title = page.title;
    const fold = next.querySelector(".facets-fold");
    if (fold) fold.open = Boolean(unfolded);
    for (const facet of next.querySelectorAll(".facet")) {
      const name = facet.querySelector("h2").textContent;
      if (open.has(name)) facet.open = open.get(name);
      facet.querySelector("ul").scrollTop = scrolled.get(name) ?? 0;
    }
    unfold();
    if (kept === "top") {
      scrollTo({ top: 0 });
      next.querySelector("h1").tabIndex = -1;
      next.querySelector("h1").focus({ preventScroll: true });
    } else if (kept) {
      // The link that was followed, or what took its place.
      const again = [...next.querySelectorAll("a")].find((link) => link.textContent === kept);
      (again ?? next.querySelector(".menu summary"))?.focus({ preventScroll: true });
    }
    say(next.querySelector("#list-total").textContent);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#list a");
    if (!link || link.dataset.product || event.defaultPrevented) return;
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || link.pathname !== location.pathname) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    go(link.href, link.closest(".paging") ? "top" : link.textContent);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("#list .price-form")) return;
    event.preventDefault();
    const url = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value) url.searchParams.append(name, value);
    history.pushState(null, "", url);
    go(url.href, null);
  });
  // A menu closes when somebody looks elsewhere.
  document.addEventListener("pointerdown", (event) => {
    const menu = document.querySelector(".menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  addEventListener("popstate", () => go(location.href, null));
}
