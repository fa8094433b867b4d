import { patch } from "./api.js";
import { ask } from "./ask.js";
import { button, h, link } from "./dom.js";
import { act, area, share } from "./form.js";
import { head, list, page, picked, typed } from "./list.js";
import { number, onDay, percent, state, tell } from "./show.js";
import { countTodo } from "./badges.js";

/** Who sells here, who wants to, and what they pay for it. */
export default async function sellers() {
  const decide = (one, body, said) => async () => {
    await patch(`/api/admin/sellers/${one.id}`, body);
    tell(said);
    await shown.again();
    countTodo();
  };
  const suspend = (one) => (event) => act(event, async () => {
    const field = area("/reason", "Why", "", { optional: true, rows: 3, max: 500, note: "The seller reads it in a letter." });
    const body = await ask(`Suspend ${one.name}`, [h("p", {}, "Their products leave the shop. Orders that were placed stay."), field.box], "Suspend", () => ({ status: "suspended", ...(field.read() ? { reason: field.read() } : {}) }));
    if (body) await decide(one, body, `${one.name} is suspended.`)();
  });
  const commission = (one) => (event) => act(event, async () => {
    const field = share("/commission", "Commission", one.commission, { optional: true, note: "Empty is the shop's own rate. It holds for orders that are paid from now on." });
    const body = await ask(`What ${one.name} pays`, field.box, "Save", () => ({ commission: field.read() }));
    if (body) await decide(one, body, "The commission is saved.")();
  });
  const shown = list("/api/admin/sellers", {
    name: ["seller", "sellers"],
    filters: [typed("q", "Search", "Name or e-mail"), picked("status", "State", [["", "All"], ["pending", "Waiting"], ["active", "Active"], ["suspended", "Suspended"]])],
    columns: [
      ["Seller", (one) => [one.status === "active" ? link(`/s/${one.slug}`, one.name) : h("b", {}, one.name), one.user ? h("small", {}, one.user.email) : null, one.description ? h("small", {}, one.description.slice(0, 120)) : null]],
      ["State", (one) => state(one.status)],
      ["Products", (one) => number(one.product_count ?? 0), "number"],
      ["Commission", (one) => (one.commission == null ? "default" : percent(one.commission)), "number"],
      ["Since", (one) => onDay(one.member_since ?? one.created_at)],
      ["", (one) => h("div", { class: "row row-end" },
        one.status !== "active" && button(one.status === "pending" ? "Approve" : "Let sell again", (event) => act(event, decide(one, { status: "active" }, `${one.name} may sell.`)), "button-small", { "aria-label": `Approve ${one.name}` }),
        button("Commission", commission(one), "button-plain button-small", { "aria-label": `Commission of ${one.name}` }),
        one.status !== "suspended" && button("Suspend", suspend(one), "button-danger button-small", { "aria-label": `Suspend ${one.name}` })), "acts"],
    ],
    empty: "Nobody but the shop itself sells here yet.",
  });
  return page(head("Sellers"), shown.element);
}
