// The shop: what is looked at, chosen, put into carts and bought, over a range that the reader picks.
import { Chart } from "./chart.js";
import { showFunnel } from "./funnel.js";
import { cell, compact, count, fill, percent, price, put, shortPrice, smallShare } from "./say.js";

const HOUR = 3_600_000, DAY = 24 * HOUR;
/** How many rows ranked lists have. */
const ROWS = 10;

/** Where each range begins, so that its points are whole, and how wide they are. */
const ranges = {
  hour: (now) => ({ from: now - (now % HOUR), interval: "hour" }),
  day: (now) => ({ from: now - (now % HOUR) - 23 * HOUR, interval: "hour" }),
  week: (now) => ({ from: now - (now % DAY) - 6 * DAY, interval: "day" }),
  month: (now) => ({ from: now - (now % DAY) - 29 * DAY, interval: "day" }),
};

const charts = {
  looks: new Chart(document.getElementById("chart-looks"), {
    title: "Views and clicks", say: count, tick: compact, whole: true,
    series: [{ key: "views", name: "views" }, { key: "clicks", name: "clicks" }],
  }),
  carts: new Chart(document.getElementById("chart-carts"), {
    title: "Into carts and bought", say: count, tick: compact, whole: true,
    series: [{ key: "cart_adds", name: "into carts" }, { key: "purchases", name: "bought" }],
  }),
  revenue: new Chart(document.getElementById("chart-revenue"), {
    title: "Revenue", say: price, tick: shortPrice, kind: "bar",
    series: [{ key: "revenue", name: "revenue" }],
  }),
};

const asked = new URLSearchParams(location.search);
let range = asked.get("range") in ranges ? asked.get("range") : "day";
let by = "views";
let minutes = [];
/** The newest question: answers to older ones are left alone. */
let turn = 0;

async function ask(path, query) {
  const answer = await fetch(`/api/analytics/${path}?${new URLSearchParams(query)}`);
  if (!answer.ok) throw Object.assign(new Error(`${path} answered ${answer.status}`), { status: answer.status });
  return answer.json();
}

/** What `range` means now, as the API takes it. */
function span() {
  const { from, interval } = ranges[range](Date.now());
  return { from: new Date(from).toISOString(), interval };
}

/** Asks for all numbers again and shows them. */
export async function refresh(isWhole = true) {
  const mine = ++turn;
  const { from, interval } = span();
  const quick = [ask("summary", { from }), ask("funnel", { from }), range === "hour" ? null : ask("timeseries", { from, interval })];
  const slow = isWhole ? [ask("top", { from, by, limit: ROWS }), ask("searches", { from, limit: ROWS }), ask("carts", { from, limit: ROWS })] : [];
  const [summary, funnel, series, top, searches, carts] = await Promise.all([...quick, ...slow]);
  if (mine !== turn) return;
  showSummary(summary);
  showFunnel(document.getElementById("funnel"), funnel.steps);
  if (series) showSeries(series.items);
  else showSeries(minutes);
  if (isWhole) showLists(top, searches, carts);
  showFiles(from, interval);
  document.getElementById("shop").dataset.from = summary.from;
  document.getElementById("shop").removeAttribute("aria-busy");
}

/** The minutes that the server remembers. */
export function rememberMinutes(all) {
  minutes = all;
}

/** The minute that runs. */
export function tickMinute(minute) {
  if (minutes.at(-1)?.at === minute.at) minutes[minutes.length - 1] = minute;
  else minutes = [...minutes, minute].slice(-60);
  if (range === "hour") showSeries(minutes);
}

function showSeries(items) {
  const points = items.map((item) => ({ ...item, at: Date.parse(item.at) }));
  for (const chart of Object.values(charts)) chart.show(points);
}

function showSummary(summary) {
  for (const name of ["views", "clicks", "cart_adds", "orders", "visitors", "searches"]) put(name, summary[name]);
  put("revenue", summary.revenue, price);
  // Of a hundred views, so many end in a purchase.
  put("conversion", summary.views ? Math.min(1, summary.purchases / summary.views) : 0, smallShare);
  for (const name of ["views", "clicks", "cart_adds", "revenue"]) {
    const place = document.querySelector(`[data-change="${name}"]`);
    const before = summary.previous[name];
    const change = before ? (summary[name] - before) / before : null;
    place.textContent = change === null ? "" : `${change >= 0 ? "+" : "−"}${percent(Math.abs(change))} on the span before`;
  }
  const ends = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
  document.getElementById("span").textContent = `Since ${ends.format(Date.parse(summary.from))}; days begin at midnight UTC.`;
}

function product(row, { slug, name, product_id }) {
  const link = document.createElement("a");
  link.textContent = name ?? `Product ${product_id}, deleted`;
  if (slug) link.href = `/p/${encodeURIComponent(slug)}`;
  cell(row, "Product", slug ? link : link.textContent, product_id, "lead-cell");
}

function showLists(top, searches, carts) {
  fill("top", top.items, (row, one) => {
    product(row, one);
    const columns = { Views: "views", Clicks: "clicks", Carts: "cart_adds", Bought: "purchases" };
    for (const [label, name] of Object.entries(columns)) cell(row, label, count(one[name]), one[name], "number");
    cell(row, "Revenue", price(one.revenue), one.revenue, "number");
  }, "Nothing was counted in this span.");
  fill("searches", searches.without_result, (row, one) => {
    cell(row, "Words", one.query, undefined, "lead-cell");
    cell(row, "Searches", count(one.searches), one.searches, "number");
    cell(row, "Found nothing", count(one.without_result), one.without_result, "number");
  }, "Every search found something.");
  put("opened", carts.opened);
  put("bought", carts.bought);
  put("abandoned", carts.abandoned);
  put("abandonment_rate", carts.abandonment_rate, percent);
  put("abandoned_amount", carts.abandoned_amount, price);
  fill("carts", carts.items, (row, one) => {
    product(row, one);
    cell(row, "Carts", count(one.carts), one.carts, "number");
    cell(row, "Units", count(one.units), one.units, "number");
    cell(row, "Worth", price(one.amount), one.amount, "number");
  }, "No cart was left behind.");
}

/** Links to the same numbers as files. */
function showFiles(from, interval) {
  for (const link of document.querySelectorAll("a[data-report]")) {
    const report = link.dataset.report === "timeseries" && range === "hour" ? "minutes" : link.dataset.report;
    link.href = `/api/analytics/export.csv?${new URLSearchParams({ report, from, interval, by, limit: ROWS })}`;
  }
}

/** Begins to listen to the range and the counter that the reader picks. */
export function letChoose(failed) {
  const again = () => refresh().catch(failed);
  for (const radio of document.querySelectorAll("input[name=range]")) {
    radio.checked = radio.value === range;
    radio.addEventListener("change", () => {
      range = radio.value;
      history.replaceState(history.state, "", `?range=${range}`);
      document.getElementById("shop").setAttribute("aria-busy", "true");
      again();
    });
  }
  const counter = document.getElementById("by");
  counter.addEventListener("change", () => {
    by = counter.value;
    again();
  });
}
