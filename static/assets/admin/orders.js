import { get } from "./api.js";
import { h, link } from "./dom.js";
import { dated, head, list, page, picked, typed } from "./list.js";
import { query } from "./router.js";
import { money, number, onDay, state, stateName, tell, trouble } from "./show.js";
import { STEPS, stepButtons } from "./steps.js";
import { countTodo } from "./badges.js";

const COLUMNS = ["pending_payment", "payment_confirmed", "awaiting_shipment", "shipped", "return_requested"];
const ALL = [...Object.keys(STEPS), "cancelled", "refunded"];

const lines = (order) => order.items.reduce((sum, one) => sum + one.quantity, 0);

/** Orders by where they are, each with its next step; or as a list with filters. */
export default async function orders() {
  const asList = query().view === "list";
  const ways = h("nav", { class: "row", "aria-label": "How orders are shown" },
    h("a", { class: `pill${asList ? "" : " pill-on"}`, href: "/admin/orders", "aria-current": asList ? null : "page" }, "Board"),
    h("a", { class: `pill${asList ? " pill-on" : ""}`, href: "/admin/orders?view=list", "aria-current": asList ? "page" : null }, "List"));
  return page(head("Orders", ways), asList ? table() : await board());
}

function table() {
  const view = { key: "view", input: h("input", { type: "hidden", value: "list" }), send: () => ({}), sorts: true };
  view.box = view.input;
  const shown = list("/api/admin/orders", {
    name: ["order", "orders"],
    filters: [
      typed("q", "Search", "Number, e-mail or name"),
      picked("status", "State", [["", "All"], ...ALL.map((one) => [one, stateName(one)])]),
      dated("from", "From"),
      dated("to", "Until", true),
      view,
    ],
    columns: [
      ["Order", (one) => [link(`/admin/orders/${one.id}`, one.number), h("small", {}, one.email)]],
      ["Placed", (one) => onDay(one.created_at)],
      ["State", (one) => state(one.status)],
      ["Pieces", (one) => number(lines(one)), "number"],
      ["Total", (one) => money(one.total), "number"],
      ["", (one) => h("div", { class: "row row-end" }, stepButtons(one, (moved) => { tell(`${moved.number}: ${stateName(moved.status)}.`); shown.again(); countTodo(); })), "acts"],
    ],
    empty: "Nobody has ordered yet.",
  });
  return shown.element;
}

async function board() {
  const box = h("div", { class: "board", role: "region", "aria-label": "Orders by state", tabindex: 0 });
  async function draw(focus) {
    const columns = await Promise.all(COLUMNS.map((status) => get("/api/admin/orders", { status, limit: 20 })));
    box.replaceChildren(...columns.map((found, at) => h("section", { "aria-label": stateName(COLUMNS[at]), "data-state": COLUMNS[at] },
      h("h2", {}, stateName(COLUMNS[at]), h("span", {}, number(found.total))),
      found.items.length === 0 && h("p", { class: "quiet" }, "None."),
      found.items.map((one) => h("article", {},
        h("h3", {}, link(`/admin/orders/${one.id}`, one.number), h("span", {}, money(one.total))),
        h("p", { class: "quiet" }, one.shipping_address?.name ?? one.email, " · ", onDay(one.created_at)),
        h("div", { class: "row" }, stepButtons(one, async (moved) => {
          tell(`${moved.number}: ${stateName(moved.status)}.`);
          await draw(moved.id);
          countTodo();
        })))),
      found.total > found.items.length && link(`/admin/orders?view=list&status=${COLUMNS[at]}`, `All ${number(found.total)}`))));
    if (focus) box.querySelector(`a[href$="${focus}"]`)?.focus();
  }
  await draw().catch((error) => box.replaceChildren(trouble(error)));
  return box;
}
