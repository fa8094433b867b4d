// A chart of numbers over time as SVG: round ticks, a read-out by pointer and by keyboard, and the same
// numbers as a table for who does not see it.
import { roundTicks, sayTime, timeTicks } from "./scale.js";

const HEIGHT = 190, TOP = 10, BOTTOM = 24, RIGHT = 10;
const NS = "http://www.w3.org/2000/svg";

function draw(name, attributes = {}, text) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/**
 * Fills a `<figure>`. `series` is a list of `{ key, name }`, whose look is the style sheet's by the
 * series' place; `say(value)` writes a value with its unit, `tick(value)` one at the axis. `kind` is
 * "line" or "bar". `whole` numbers have no ticks between 0 and 1.
 */
export class Chart {
  constructor(figure, { title, series, say, tick = say, kind = "line", whole = false }) {
    Object.assign(this, { figure, title, series, say, tick, kind, whole, points: [], chosen: null });
    const head = make("figcaption", "chart-head");
    const name = make("h3", "", title);
    const legend = make("ul", "legend");
    series.forEach((one, place) => {
      const item = make("li", `key key-${place + 1}`, one.name);
      if (series.length > 1) legend.append(item);
    });
    head.append(name, legend);
    this.svg = draw("svg", { class: "chart", role: "slider", tabindex: "0", height: HEIGHT, "aria-label": title, "aria-orientation": "horizontal" });
    this.said = make("p", "chart-said");
    this.said.setAttribute("aria-hidden", "true");
    this.details = make("details", "chart-table");
    this.details.append(make("summary", "", "As a table"));
    figure.replaceChildren(head, this.said, this.svg, this.details);
    this.details.addEventListener("toggle", () => this.tabulate());
    this.listen();
    new ResizeObserver(() => this.show(this.points)).observe(figure);
  }

  /** Shows other points: `{ at, … }` with `at` in milliseconds, in order, evenly apart. */
  show(points) {
    this.points = points;
    const width = Math.max(240, Math.round(this.figure.clientWidth));
    const values = points.flatMap((point) => this.series.map(({ key }) => point[key] ?? 0));
    const ticks = roundTicks(Math.max(0, ...values), 4, this.whole);
    const labels = ticks.map((tick) => this.tick(tick));
    const left = 12 + Math.max(...labels.map((label) => label.length)) * 7;
    this.box = { width, left, right: width - RIGHT, top: TOP, bottom: HEIGHT - BOTTOM, highest: ticks.at(-1) };
    this.svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    this.svg.setAttribute("width", width);
    this.svg.replaceChildren();
    ticks.forEach((tick, index) => {
      const y = this.y(tick);
      this.svg.append(draw("line", { class: tick ? "grid" : "axis", x1: left, x2: this.box.right, y1: y, y2: y }));
      this.svg.append(draw("text", { class: "tick", x: left - 6, y: y + 4, "text-anchor": "end" }, labels[index]));
    });
    this.step = points.length > 1 ? points[1].at - points[0].at : 60_000;
    if (points.length) this.times(left);
    for (const [place, { key }] of this.series.entries()) {
      if (this.kind === "bar") this.bars(key, place + 1);
      else this.line(key, place + 1);
    }
    this.cursor = draw("g", { class: "cursor" });
    this.svg.append(this.cursor);
    this.svg.setAttribute("aria-valuemin", 0);
    this.svg.setAttribute("aria-valuemax", Math.max(0, points.length - 1));
    this.read(this.chosen === null ? null : Math.min(this.chosen, points.length - 1));
    if (this.details.open) this.tabulate();
  }

  x(index) {
    const { left, right } = this.box;
    const count = this.points.length;
    if (this.kind === "bar") return left + ((index + 0.5) / count) * (right - left);
    return count > 1 ? left + (index / (count - 1)) * (right - left) : (left + right) / 2;
  }

  y(value) {
    const { top, bottom, highest } = this.box;
    return bottom - (Math.max(0, value) / highest) * (bottom - top);
  }

  times(left) {
    const [from, to] = [this.points[0].at, this.points.at(-1).at];
    const { ticks, step } = timeTicks(from, to, Math.max(2, Math.floor(this.box.width / 90)), this.step);
    for (const at of ticks) {
      const x = to > from ? this.x((at - from) / this.step) : this.x(0);
      if (x < left - 1 || x > this.box.right + 1) continue;
      const text = sayTime(at, step);
      // The last one stays inside.
      const anchor = x > this.box.right - text.length * 3.5 ? "end" : "middle";
      this.svg.append(draw("line", { class: "axis", x1: x, x2: x, y1: this.box.bottom, y2: this.box.bottom + 4 }));
      this.svg.append(draw("text", { class: "tick", x: anchor === "end" ? this.box.right : x, y: HEIGHT - 6, "text-anchor": anchor }, text));
    }
  }

  line(key, place) {
    let path = "", pen = "M", alone = [];
    this.points.forEach((point, index) => {
      const value = point[key];
      if (value === null || value === undefined) {
        pen = "M";
        return;
      }
      const next = this.points[index + 1]?.[key];
      if (pen === "M" && (next === null || next === undefined)) alone.push(index);
      path += `${pen}${this.x(index).toFixed(1)} ${this.y(value).toFixed(1)}`;
      pen = "L";
    });
    if (path) this.svg.append(draw("path", { class: `line line-${place}`, d: path }));
    // A point without neighbours has no line.
    for (const index of alone) this.svg.append(draw("circle", { class: `dot dot-${place}`, cx: this.x(index), cy: this.y(this.points[index][key]), r: 2 }));
  }

  bars(key, place) {
    const room = (this.box.right - this.box.left) / this.points.length;
    const width = Math.max(1, room * (room > 6 ? 0.7 : 0.9));
    this.points.forEach((point, index) => {
      const y = this.y(point[key] ?? 0);
      const height = this.box.bottom - y;
      if (height > 0) this.svg.append(draw("rect", { class: `bar bar-${place}`, x: this.x(index) - width / 2, y, width, height }));
    });
  }

  /** What a point says, in words. */
  words(point) {
    const values = this.series.map(({ key, name }) => {
      const value = point[key];
      const text = value === null || value === undefined ? "none" : this.say(value);
      return this.series.length > 1 ? `${name} ${text}` : text;
    });
    return `${sayTime(point.at, this.step)}: ${values.join(", ")}`;
  }

  /** Marks a point and says it; without one, the newest is said. */
  read(index) {
    this.chosen = index;
    const shown = index ?? this.points.length - 1;
    const point = this.points[shown];
    this.cursor.replaceChildren();
    this.said.textContent = point ? this.words(point) : "Nothing yet";
    this.svg.setAttribute("aria-valuenow", Math.max(0, shown));
    this.svg.setAttribute("aria-valuetext", point ? this.words(point) : "Nothing yet");
    if (index === null || !point) return;
    const x = this.x(shown);
    this.cursor.append(draw("line", { class: "rule", x1: x, x2: x, y1: this.box.top, y2: this.box.bottom }));
    if (this.kind === "line") {
      this.series.forEach(({ key }, place) => {
        const value = point[key];
        if (value !== null && value !== undefined) this.cursor.append(draw("circle", { class: `dot dot-${place + 1}`, cx: x, cy: this.y(value), r: 4 }));
      });
    }
  }

  listen() {
    const nearest = (event) => {
      const { left, right } = this.box;
      const box = this.svg.getBoundingClientRect();
      const share = ((event.clientX - box.left) * (this.box.width / box.width) - left) / (right - left);
      const count = this.points.length;
      const index = this.kind === "bar" ? Math.floor(share * count) : Math.round(share * (count - 1));
      return Math.min(count - 1, Math.max(0, index));
    };
    this.svg.addEventListener("pointermove", (event) => this.points.length && this.read(nearest(event)));
    this.svg.addEventListener("pointerleave", () => this.read(null));
    this.svg.addEventListener("blur", () => this.read(null));
    this.svg.addEventListener("keydown", (event) => {
      const last = this.points.length - 1;
      const now = this.chosen ?? last;
      const to = { ArrowLeft: now - 1, ArrowRight: now + 1, ArrowDown: now - 1, ArrowUp: now + 1, PageDown: now - 10, PageUp: now + 10, Home: 0, End: last }[event.key];
      if (to === undefined || last < 0) return;
      event.preventDefault();
      this.read(Math.min(last, Math.max(0, to)));
    });
  }

  /** The same numbers as rows, the newest first; made only while somebody looks. */
  tabulate() {
    this.details.querySelector(".scroll")?.remove();
    if (!this.details.open) return;
    const table = make("table", "plain");
    table.append(make("caption", "unseen", this.title));
    const head = table.createTHead().insertRow();
    for (const name of ["Time", ...this.series.map(({ name }) => name)]) {
      const cell = make("th", "", name);
      cell.scope = "col";
      head.append(cell);
    }
    const body = table.createTBody();
    for (const point of [...this.points].reverse()) {
      const row = body.insertRow();
      row.append(make("td", "", sayTime(point.at, this.step)));
      for (const { key } of this.series) {
        const value = point[key];
        row.append(make("td", "", value === null || value === undefined ? "–" : this.say(value)));
      }
    }
    const box = make("div", "scroll");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", `${this.title}, as a table`);
    box.append(table);
    this.details.append(box);
  }
}
