import { get, post } from "./api.js";
import { ask } from "./ask.js";
import { button, h, link, panel } from "./dom.js";
import { act, amount, area } from "./form.js";
import { head, page } from "./list.js";
import { open } from "./router.js";
import { address, money, state, stateName, tell, when } from "./show.js";
import { deliver, ship, stepButtons } from "./steps.js";
import { countTodo } from "./badges.js";

const by = { customer: "the customer", seller: "a seller", admin: "an admin", system: "the shop itself" };

/** An order: its lines, its parcels, its money, its history, and what can be done next. */
export default async function order({ id }) {
  const is = await get(`/api/admin/orders/${id}`);
  const again = async (said) => {
    tell(said);
    await open();
    countTodo();
  };
  const paper = (to, name) => h("a", { class: "button button-plain", href: to, target: "_blank", rel: "noopener" }, name);
  return page(
    head(`Order ${is.number}`, state(is.status)),
    h("div", { class: "row" },
      stepButtons(is, (moved) => again(`Order ${moved.number}: ${stateName(moved.status)}.`), false),
      refundable(is) > 0 && button("Refund a part", (event) => act(event, () => refund(is, again)), "button-plain"),
      paper(`/api/admin/orders/${is.id}/packing-slip`, "Packing slip"),
      is.invoice_number && paper(`/api/orders/${is.id}/invoice`, `Invoice ${is.invoice_number}`)),
    h("div", { class: "two" },
      h("div", { class: "admin-page" }, lines(is), panel("Parcels", is.fulfillments.map((one) => parcel(is, one, again))), history(is)),
      h("div", { class: "admin-page" }, totals(is), buyer(is))),
  );
}

const refundable = (is) => (["pending_payment", "cancelled", "refunded"].includes(is.status) ? 0 : is.total - is.refunded_total);

async function refund(is, again) {
  const value = amount("/amount", "Amount", refundable(is));
  const reason = area("/reason", "Reason", "", { optional: true, rows: 3, max: 500 });
  const body = await ask(`Refund order ${is.number}`, h("div", { class: "stack" }, value.box, reason.box), "Refund", () => {
    const wanted = { amount: value.read() };
    const why = reason.read();
    return why ? { ...wanted, reason: why } : wanted;
  }, "");
  if (!body) return;
  await post(`/api/admin/orders/${is.id}/refunds`, body, { "idempotency-key": crypto.randomUUID?.() ?? String(Date.now() + Math.random()) });
  await again(`${money(body.amount)} is given back.`);
}

function lines(is) {
  const row = (one) => h("tr", {},
    h("td", { class: "lead-cell", "data-name": "Product" }, h("div", { class: "thing" }, one.image_url ? h("img", { src: one.image_url, alt: "", width: 44, height: 44 }) : null, h("div", {}, link(`/admin/products/${one.product_id}`, one.name), h("small", {}, [Object.values(one.options ?? {}).join(" / "), one.sku, one.seller?.name].filter(Boolean).join(" · "))))),
    h("td", { class: "number", "data-name": "Price" }, money(one.unit_price)),
    h("td", { class: "number", "data-name": "Pieces" }, one.quantity, one.return_quantity ? ` (${one.return_quantity} to come back)` : ""),
    h("td", { class: "number", "data-name": "Sum" }, money(one.line_total)));
  const name = (called, kind) => h("th", { scope: "col", class: kind }, called);
  return panel("Lines", h("table", { class: "table" }, h("thead", {}, h("tr", {}, name("Product"), name("Price", "number"), name("Pieces", "number"), name("Sum", "number"))), h("tbody", {}, is.items.map(row))));
}

function parcel(is, one, again) {
  const open = ["payment_confirmed", "awaiting_shipment", "shipped"].includes(is.status);
  return h("div", { class: "facts" },
    h("div", {}, h("b", {}, one.seller?.name ?? "The shop itself"), state(one.status)),
    one.carrier && h("p", { class: "quiet" }, `${one.carrier} ${one.tracking_number ?? ""}`, one.shipped_at ? [", ", when(one.shipped_at)] : null),
    h("div", { class: "row" },
      open && one.status === "pending" && button("Send with a tracking number", (event) => act(event, async () => (await ship(one)) && again("The parcel is on its way.")), "button-plain button-small"),
      open && one.status === "shipped" && button("Delivered", (event) => act(event, async () => { await deliver(one); await again("The parcel is delivered."); }), "button-small"),
      h("a", { class: "button button-plain button-small", href: `/api/seller/fulfillments/${one.id}/packing-slip`, target: "_blank", rel: "noopener" }, "Packing slip")));
}

function totals(is) {
  const fact = (name, value, kind) => value != null && h("div", { class: kind }, h("dt", {}, name), h("dd", {}, value));
  return panel("Money", h("dl", { class: "facts" },
    fact("Goods", money(is.subtotal)),
    is.discount_total ? fact(`Discount ${is.coupons.map((one) => one.code).join(", ")}`, `−${money(is.discount_total)}`) : null,
    fact("Shipping", money(is.shipping_total)),
    fact(is.prices_include_tax ? "Tax in it" : "Tax", money(is.tax_total)),
    fact("Total", money(is.total), "facts-sum"),
    is.refunded_total ? fact("Given back", `−${money(is.refunded_total)}`) : null,
    is.refunds.map((one) => fact(when(one.at), [money(one.amount), one.reason ? ` · ${one.reason}` : ""])),
    fact("Paid by", is.payment_method.replaceAll("_", " "))));
}

function buyer(is) {
  const box = (name, value) => value && h("div", {}, h("h3", {}, name), value);
  return panel("Buyer",
    h("p", {}, h("a", { href: `mailto:${is.email}` }, is.email)),
    box("Goes to", address(is.shipping_address)),
    box("Invoice to", address(is.billing_address)),
    box("By", is.shipping_method_name ?? is.shipping_method),
    box("Note", is.note && h("p", { class: "note-text" }, is.note)),
    h("p", {}, link(`/admin/orders?view=list&q=${encodeURIComponent(is.email)}`, "All orders of this address")));
}

function history(is) {
  return panel("History", h("ol", { class: "todo" }, is.history.map((one) => h("li", {}, h("span", {}, state(one.status), one.note ? h("span", { class: "note-text" }, ` ${one.note}`) : null), h("span", { class: "quiet" }, when(one.at), one.by ? ` · ${by[one.by] ?? one.by}` : "")))),
    is.expires_at && is.status === "pending_payment" ? h("p", { class: "quiet" }, "It is cancelled by itself if no payment comes until ", when(is.expires_at), ".") : null);
}
