// The way from seeing to buying, as bars that get shorter.
import { count, percent } from "./say.js";

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
    const bar = document.createElement("meter");
    bar.max = most;
    bar.value = step.count;
    bar.setAttribute("aria-label", `${name.textContent}: ${count(step.count)}`);
    const number = document.createElement("b");
    number.textContent = count(step.count);
    const rate = document.createElement("span");
    rate.className = "quiet";
    rate.textContent = place ? `${percent(step.rate)} of the step before` : "";
    item.append(name, bar, number, rate);
    return item;
  }));
}
