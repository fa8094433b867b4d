import { fill, fresh, h } from "./dom.js";
import { get } from "./api.js";
import { number, nothing, trouble } from "./show.js";
import { keep, query } from "./router.js";
import { say } from "../say.js";

/**
 * Rows of the API as a table, a page at a time.
 *
 * `columns`: `[name, cell(row), class?]`; the first is what the row is. `filters`: fields of `tools.js`
 * whose values stand in the page's address. `tick` makes rows choosable and gives `chosen()`.
 */
export function list(path, { name, columns, filters = [], fixed = {}, empty = "There is nothing here yet.", ways = [], limit = 25, tick, onRows, keeps = true }) {
  const asked = keeps ? query() : {};
  const pages = [undefined];
  const chosen = new Map();
  const id = fresh("list");
  const body = h("div", { id });
  const total = h("p", {});
  const back = h("button", { type: "button", class: "button button-plain button-small", onclick: () => { pages.pop(); pages.pop(); show(); } }, "Back");
  const next = h("button", { type: "button", class: "button button-plain button-small", onclick: () => show() }, "Next");
  const foot = h("div", { class: "list-foot" }, total, h("div", { class: "row" }, back, next));
  let turn = 0;
  let timer;

  for (const filter of filters) {
    if (asked[filter.key] !== undefined) filter.input.value = asked[filter.key];
    const again = (event) => {
      clearTimeout(timer);
      timer = setTimeout(restart, event.type === "input" ? 250 : 0);
    };
    filter.input.addEventListener(filter.input.matches("input") ? "input" : "change", again);
  }
  const values = () => Object.fromEntries(filters.map((filter) => [filter.key, filter.input.value.trim()]));

  async function restart() {
    pages.splice(0, pages.length, undefined);
    if (keeps) keep(values());
    await show();
  }

  async function show() {
    const mine = ++turn;
    const cursor = pages.at(-1);
    element.setAttribute("aria-busy", "true");
    if (!body.firstChild) body.append(h("p", { class: "quiet" }, "Loading …"));
    let answer;
    try {
      const asking = { limit, ...fixed };
      for (const filter of filters) Object.assign(asking, filter.send ? filter.send(filter.input.value.trim()) : { [filter.key]: filter.input.value.trim() });
      answer = await get(path, { ...asking, cursor });
    } catch (error) {
      if (mine !== turn) return;
      body.replaceChildren(trouble(error), h("p", {}, h("button", { type: "button", class: "button button-plain", onclick: () => show() }, "Try again")));
      element.removeAttribute("aria-busy");
      return;
    }
    if (mine !== turn) return;
    element.removeAttribute("aria-busy");
    const rows = answer.items;
    chosen.clear();
    body.replaceChildren(rows.length ? table(rows) : narrowed() ? nothing("Nothing fits these filters.") : nothing(empty, ways));
    const known = answer.total ?? rows.length;
    total.textContent = known ? `${number(known)} ${known === 1 ? name[0] : name[1]}` : "";
    back.hidden = pages.length < 2;
    next.hidden = !answer.next_cursor;
    foot.hidden = !known;
    pages.push(answer.next_cursor);
    tick?.(chosen);
    onRows?.(rows, answer);
    say(known ? total.textContent : body.textContent);
  }
  const narrowed = () => filters.some((filter) => filter.input.value.trim() && !filter.sorts);

  function table(rows) {
    const head = columns.map(([called, , kind]) => h("th", { scope: "col", class: kind }, called || h("span", { class: "unseen" }, "What to do")));
    const boxes = [];
    if (tick) {
      const every = h("input", { type: "checkbox", "aria-label": "Choose all on this page", onchange: () => boxes.forEach((box) => { box.checked = every.checked; box.dispatchEvent(new Event("change")); }) });
      head.unshift(h("th", { scope: "col", class: "tick-cell" }, every));
    }
    const lines = rows.map((row) => {
      const cells = columns.map(([called, cell, kind], at) => h("td", { "data-name": called, class: [kind, at === 0 ? "lead-cell" : ""].filter(Boolean).join(" ") || null }, cell(row)));
      if (tick) {
        const box = h("input", { type: "checkbox", "aria-label": `Choose ${row.name}`, onchange: () => {
          if (box.checked) chosen.set(row.id, row);
          else chosen.delete(row.id);
          tick(chosen);
        } });
        boxes.push(box);
        cells.unshift(h("td", { class: "tick-cell" }, box));
      }
      return h("tr", {}, cells);
    });
    return h("div", { class: "table-box", tabindex: 0, role: "region", "aria-label": name[1] }, h("table", { class: "table" }, h("caption", { class: "unseen" }, name[1]), h("thead", {}, h("tr", {}, head)), h("tbody", {}, lines)));
  }

  const element = h("div", { class: "admin-page" }, filters.length ? h("form", { class: "admin-tools", role: "search", onsubmit: (event) => { event.preventDefault(); clearTimeout(timer); restart(); } }, filters.map((filter) => filter.box)) : null, body, foot);
  show();
  return { element, again: () => { if (pages.length > 1) pages.pop(); return show(); }, restart };
}

/** A filter of a list: what is typed into a search field. */
export function typed(key, name, placeholder) {
  const id = fresh("filter");
  const input = h("input", { type: "search", id, maxlength: 200, autocomplete: "off", placeholder });
  return { key, input, box: h("div", { class: "field field-wide" }, h("label", { for: id }, name), input) };
}

/** A filter that chooses; the first option is the one that narrows nothing. */
export function picked(key, name, options, more = {}) {
  const id = fresh("filter");
  const input = h("select", { id }, options.map(([value, called]) => h("option", { value }, called)));
  return { key, input, ...more, box: h("div", { class: "field" }, h("label", { for: id }, name), input) };
}

/** A day, sent as the instant at which it begins, or ends, where the reader is. */
export function dated(key, name, end = false) {
  const id = fresh("filter");
  const input = h("input", { type: "date", id });
  const send = (value) => {
    if (!value) return {};
    const at = new Date(`${value}T00:00:00`);
    if (end) at.setDate(at.getDate() + 1);
    return { [key]: at.toISOString().replace(/\.\d+Z$/, "Z") };
  };
  return { key, input, send, box: h("div", { class: "field" }, h("label", { for: id }, name), input) };
}

export const head = (name, ...ways) => h("div", { class: "page-head" }, h("h1", {}, name), ways.length ? h("div", { class: "row" }, ways) : null);
export const page = (...inside) => fill(document.createDocumentFragment(), ...inside);
