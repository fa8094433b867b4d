// A seller's numbers over time: what people look at, put into carts and buy of the own products.
import { Chart } from "../live/chart.js";
import { showFunnel } from "../live/funnel.js";
import { cell, compact, count, percent, price, shortPrice, smallShare } from "../live/say.js";
import { get, search } from "./api.js";
import { button, fresh, h, link } from "./dom.js";
import { keep, query } from "./router.js";
import { trouble } from "./show.js";

const DAY = 24 * 3_600_000;
/** How often the numbers are asked for again while somebody looks at them, in ms. */
const AGAIN = 60_000;
const ROWS = 10;
const SPANS = { week: ["7 days", 7], month: ["30 days", 30], quarter: ["90 days", 90] };
const ORDERS = [["views", "views"], ["clicks", "clicks"], ["cart_adds", "into carts"], ["units_sold", "units sold"], ["revenue", "revenue"]];
const COLUMNS = [["Views", "views", count], ["Clicks", "clicks", count], ["Carts", "cart_adds", count], ["Bought", "purchases", count], ["Revenue", "revenue", price]];

/** A number with its name, and how it was in the span before. */
function figure(key, name, say) {
  const value = h("b", { "data-number": key }, "–");
  const change = h("small");
  const show = (is, before) => {
    value.textContent = say(is);
    value.dataset.value = is;
    change.textContent = before > 0 ? `${is >= before ? "+" : "−"}${percent(Math.abs(is - before) / before)} on the span before` : "";
  };
  return { key, show, box: h("div", {}, value, h("span", {}, name), change) };
}

/** A figure of a page with its chart. */
function chart(key, settings) {
  const place = h("figure", { id: `own-${key}` });
  return { chart: new Chart(place, settings), box: h("div", { class: "panel" }, place) };
}

function picker(span, choose) {
  const name = fresh("span");
  return h("fieldset", { class: "ranges" }, h("legend", { class: "unseen" }, "Range"),
    Object.entries(SPANS).map(([value, [words]]) => h("label", {}, h("input", { type: "radio", name, value, checked: value === span, onchange: () => choose(value) }), h("span", {}, words))));
}

const part = (name, ways, ...inside) => {
  const id = fresh("part");
  return h("section", { class: "panel", "aria-labelledby": id }, h("div", { class: "page-head" }, h("h3", { id }, name), ways), inside);
};

function topRows(body, items) {
  body.replaceChildren();
  for (const one of items) {
    const row = body.insertRow();
    cell(row, "Product", one.slug ? link(`/admin/products/${one.product_id}`, one.name) : `Product ${one.product_id}, deleted`, one.product_id, "lead-cell");
    for (const [name, key, say] of COLUMNS) cell(row, name, say(one[key]), one[key], "number");
  }
  if (!items.length) body.append(h("tr", {}, h("td", { colspan: COLUMNS.length + 1, class: "quiet lead-cell" }, "Nothing was counted in this span.")));
}

/** The section; asks for its numbers by itself, again each minute. */
export function numbers() {
  let span = query().range in SPANS ? query().range : "month";
  let by = "views";
  let turn = 0;
  const figures = [figure("views", "views", count), figure("clicks", "clicks", count), figure("favorites", "favourites", count), figure("cart_adds", "into carts", count), figure("purchases", "times bought", count), figure("units_sold", "units sold", count), figure("revenue", "revenue", price)];
  const share = figure("conversion", "from seen to bought", smallShare);
  const charts = [
    chart("looks", { title: "Views and clicks", say: count, tick: compact, whole: true, series: [{ key: "views", name: "views" }, { key: "clicks", name: "clicks" }] }),
    chart("carts", { title: "Into carts and bought", say: count, tick: compact, whole: true, series: [{ key: "cart_adds", name: "into carts" }, { key: "purchases", name: "bought" }] }),
    chart("revenue", { title: "Revenue", say: price, tick: shortPrice, kind: "bar", series: [{ key: "revenue", name: "revenue" }] }),
  ];
  const funnel = h("ol", { class: "funnel" });
  const rows = h("tbody");
  const wrong = h("div");
  const counter = fresh("by");
  const files = { timeseries: "the charts", top: "the top products" };
  const file = (report) => h("a", { class: "csv", "data-report": report, download: `${report}.csv`, href: "#" }, "CSV", h("span", { class: "unseen" }, ` of ${files[report]}`));
  const order = h("label", { class: "by" }, "By ", h("select", { id: counter, onchange: (event) => { by = event.target.value; refresh(); } }, ORDERS.map(([value, name]) => h("option", { value }, name))));

  async function refresh() {
    const mine = ++turn;
    const now = Date.now();
    const from = new Date(now - (now % DAY) - (SPANS[span][1] - 1) * DAY).toISOString();
    const ask = (name, more) => get(`/api/analytics/${name}`, { from, ...more });
    try {
      const [sum, series, steps, top] = await Promise.all([ask("summary"), ask("timeseries", { interval: "day" }), ask("funnel"), ask("top", { by, limit: ROWS })]);
      if (mine !== turn) return;
      wrong.replaceChildren();
      show(sum, series.items, steps.steps, top.items);
      for (const one of element.querySelectorAll("a[data-report]")) one.href = `/api/analytics/export.csv${search({ report: one.dataset.report, from, interval: "day", by, limit: ROWS })}`;
      element.dataset.from = sum.from;
    } catch (error) {
      if (mine === turn) wrong.replaceChildren(trouble(error), button("Try again", refresh));
    }
    if (mine === turn) element.removeAttribute("aria-busy");
  }

  function show(sum, series, steps, top) {
    for (const one of figures) one.show(sum[one.key], sum.previous?.[one.key]);
    share.show(sum.views ? Math.min(1, sum.purchases / sum.views) : 0);
    const points = series.map((one) => ({ ...one, at: Date.parse(one.at) }));
    for (const one of charts) one.chart.show(points);
    showFunnel(funnel, steps);
    topRows(rows, top);
  }

  const head = COLUMNS.map(([name]) => h("th", { scope: "col", class: "number" }, name));
  const id = fresh("numbers");
  const element = h("section", { class: "live live-part", id: "own-numbers", "aria-labelledby": id, "aria-busy": "true" },
    h("div", { class: "page-head" }, h("h2", { id }, "Your numbers"), picker(span, (value) => {
      span = value;
      keep({ range: value });
      element.setAttribute("aria-busy", "true");
      refresh();
    })),
    wrong,
    h("div", { class: "figures figures-8" }, figures.map((one) => one.box), share.box),
    h("p", { class: "quiet live-note" }, "Days begin at midnight UTC."),
    h("div", { class: "charts" }, charts.map((one) => one.box), part("From seeing to buying", file("timeseries"), funnel)),
    part("Top products", h("div", { class: "row" }, order, file("top")), h("table", { class: "table", id: "own-top" }, h("caption", { class: "unseen" }, "Top products"), h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Product"), head)), rows)));
  refresh();
  const timer = setInterval(() => {
    if (!element.isConnected) clearInterval(timer);
    else if (!document.hidden) refresh();
  }, AGAIN);
  return element;
}
