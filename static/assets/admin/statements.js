import { get, search } from "./api.js";
import { fresh, h } from "./dom.js";
import { head, page } from "./list.js";
import { keep, query } from "./router.js";
import { money, nothing, onDay, trouble } from "./show.js";

const KINDS = { sale: "Sale", refund: "Refund" };

/** What a seller sold in a month, what the shop keeps of it, what is left. */
export default async function statements() {
  const id = fresh("month");
  const month = h("input", { type: "month", id, value: query().month ?? new Date().toISOString().slice(0, 7), max: new Date().toISOString().slice(0, 7) });
  const body = h("div", { class: "admin-page" });
  const file = h("a", { class: "button button-plain", download: true }, "Download CSV");
  async function show() {
    const asked = { month: month.value };
    keep(asked);
    file.href = `/api/seller/statements.csv${search(asked)}`;
    try {
      const is = await get("/api/seller/statements", asked);
      const figure = (value, words) => h("div", {}, h("b", {}, money(value)), h("span", {}, words));
      const name = (called, kind) => h("th", { scope: "col", class: kind }, called);
      body.replaceChildren(
        h("div", { class: "figures" }, figure(is.gross, "sold"), figure(is.refunds, "given back"), figure(is.commission, "commission"), figure(is.net, "yours")),
        is.items.length ? h("div", { class: "table-box" }, h("table", { class: "table" }, h("caption", { class: "unseen" }, `Lines of ${is.month}`), h("thead", {}, h("tr", {}, name("Order"), name("Day"), name("What"), name("Amount", "number"), name("Commission", "number"), name("Yours", "number"))), h("tbody", {}, is.items.map((one) => h("tr", {}, h("td", { class: "lead-cell" }, one.order_number), h("td", { "data-name": "Day" }, onDay(one.at)), h("td", { "data-name": "What" }, KINDS[one.kind] ?? one.kind), h("td", { class: "number", "data-name": "Amount" }, money(one.amount)), h("td", { class: "number", "data-name": "Commission" }, money(one.commission)), h("td", { class: "number", "data-name": "Yours" }, money(one.net))))))) : nothing("Nothing was sold in this month."));
    } catch (error) {
      body.replaceChildren(trouble(error));
    }
  }
  month.addEventListener("change", () => month.value && show());
  await show();
  return page(head("Statements", file), h("div", { class: "admin-tools" }, h("div", { class: "field" }, h("label", { for: id }, "Month"), month)), body);
}
