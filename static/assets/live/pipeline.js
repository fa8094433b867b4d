// The pipeline: what goes through the queue, and how long the API takes.
import { Chart } from "./chart.js";
import { cell, compact, count, fill, milliseconds, put, rate, rateTick } from "./say.js";

/** Moments that are shown: ten minutes of two seconds each. */
const KEPT = 300;
/** Routes that are shown: the busiest. */
const ROUTES = 12;
const figure = (id) => document.getElementById(id);

const charts = [
  new Chart(figure("chart-events"), {
    title: "Events per second", say: rate, tick: rateTick,
    series: [
      { key: "offered_per_second", name: "offered" },
      { key: "persisted_per_second", name: "persisted" },
      { key: "dropped_per_second", name: "dropped" },
    ],
  }),
  new Chart(figure("chart-queue"), {
    title: "Events waiting in the queue", say: count, tick: compact, whole: true,
    series: [{ key: "queue_depth", name: "waiting" }],
  }),
  new Chart(figure("chart-flush"), {
    title: "Time to write a batch", say: milliseconds,
    series: [{ key: "flush_ms", name: "flush" }],
  }),
  new Chart(figure("chart-api"), {
    title: "Time the API takes", say: milliseconds,
    series: [
      { key: "p50_ms", name: "p50" },
      { key: "p99_ms", name: "p99" },
    ],
  }),
];

let pulses = [];
const timed = (pulse) => ({ ...pulse, at: Date.parse(pulse.at) });

/** Draws all of it anew. */
export function showPipeline({ items, status, routes }) {
  pulses = items.map(timed);
  showCharts();
  showFigures(items.at(-1), status);
  showRoutes(routes);
}

/** Takes the newest moment in. */
export function beat({ pulse, status, routes }) {
  pulses.push(timed(pulse));
  pulses.splice(0, pulses.length - KEPT);
  showCharts();
  showFigures(pulse, status);
  showRoutes(routes);
}

function showCharts() {
  for (const chart of charts) chart.show(pulses);
}

/** What a batch changes. */
export function flushed({ status }) {
  showStatus(status);
}

function showFigures(pulse, status) {
  showStatus(status);
  put("offered_per_second", pulse?.offered_per_second ?? 0, rate);
  put("persisted_per_second", pulse?.persisted_per_second ?? 0, rate);
  put("dropped_per_second", pulse?.dropped_per_second ?? 0, rate);
  put("lag_ms", pulse?.lag_ms ?? 0, milliseconds);
  put("requests_per_second", pulse?.requests_per_second ?? 0, rate);
  put("p50_ms", pulse?.p50_ms, milliseconds);
  put("p99_ms", pulse?.p99_ms, milliseconds);
}

function showStatus(status) {
  put("queue_depth", status.queue_depth);
  put("queue_capacity", status.queue_capacity);
  put("offered", status.offered);
  put("persisted", status.persisted);
  put("dropped", status.dropped);
  put("last_batch_size", status.last_batch_size);
  put("last_flush_ms", status.last_flush_ms, milliseconds);
  const health = document.getElementById("health");
  health.hidden = status.healthy && status.enabled;
  health.textContent = status.enabled ? status.fault ?? "" : "The server was started without tracking: nothing is counted.";
}

function showRoutes(routes) {
  // The file has them all.
  fill("routes", routes.slice(0, ROUTES), (row, one) => {
    cell(row, "Route", one.method ? `${one.method} ${one.route}` : "Pages and files", undefined, "lead-cell mono");
    cell(row, "Requests", count(one.requests), one.requests, "number");
    cell(row, "p50", milliseconds(one.p50_ms), one.p50_ms, "number");
    cell(row, "p99", milliseconds(one.p99_ms), one.p99_ms, "number");
    cell(row, "Failed", count(one.failed), one.failed, one.failed ? "number is-bad" : "number");
  }, "Nobody asked for anything in the last minute.");
}
