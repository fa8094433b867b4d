// The way from seeing to buying, as bars that get shorter.
import { count, percent } from "./say.js";

const NS = "http://www.w3.org/2000/svg";
const names = { view: "Seen", click: "Chosen", cart: "Into a cart", purchase: "Bought" };

/** Fills a list with the steps of `GET /api/analytics/funnel`. */
export function showFunnel(list, steps) {
  const most = Math.max(1, ...steps.map((step) => step.count));
  list.replaceChildren(...steps.map((step, place) => {
    const item = document.createElement("li");
    item.dataset.step = step.step;
    item.dataset.value = step.count;
    const name = document.createElement("span");
    name.textContent = names[step.step] ?? step.step;
    const bar = document.createElementNS(NS, "svg");
    const ink = document.createElementNS(NS, "rect");
    bar.setAttribute("class", "funnel-bar");
    bar.setAttribute("aria-hidden", "true");
    ink.setAttribute("height", "100%");
    ink.setAttribute("rx", "2");
    // Few among many are still to be seen.
    ink.setAttribute("width", step.count ? `${Math.max(0.6, (step.count / most) * 100)}%` : "0");
    bar.append(ink);
    const number = document.createElement("b");
    number.textContent = count(step.count);
    const rate = document.createElement("span");
    rate.className = "quiet";
    rate.textContent = place ? `${percent(step.rate)} of the step before` : "";
    item.append(name, bar, number, rate);
    return item;
  }));
}
