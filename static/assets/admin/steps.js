import { post } from "./api.js";
import { ask } from "./ask.js";
import { button, h } from "./dom.js";
import { act, area, text } from "./form.js";

/** Where an admin may move an order: the states' table of the API, in the words of buttons. */
export const STEPS = {
  pending_payment: [["payment_confirmed", "Payment has come"], ["cancelled", "Cancel the order"]],
  payment_confirmed: [["awaiting_shipment", "Make ready"], ["cancelled", "Cancel the order"]],
  awaiting_shipment: [["shipped", "Sent"], ["cancelled", "Cancel the order"]],
  shipped: [["delivered", "Delivered"]],
  delivered: [["return_requested", "Return asked for"], ["refunded", "Refund"]],
  return_requested: [["refunded", "Take back and refund"], ["delivered", "Refuse the return"]],
};
/** Steps that give money or goods back are asked about. */
const ASKED = new Set(["cancelled", "refunded", "return_requested"]);

export const move = (order, to, note) => post(`/api/admin/orders/${order.id}/transitions`, note ? { to, note } : { to });

/** Buttons for the steps of an order; `after(order)` shows what came of it. In lists, only the one that goes on. */
export function stepButtons(order, after, small = true) {
  const size = small ? " button-small" : "";
  return (STEPS[order.status] ?? []).filter(([to]) => !small || !ASKED.has(to)).map(([to, name], at) => {
    const kind = ASKED.has(to) ? `button-danger${size}` : at === 0 ? size : `button-plain${size}`;
    return button(name, (event) => act(event, async () => {
      let note;
      if (ASKED.has(to)) {
        const field = area("", "A note for the history", "", { optional: true, rows: 3, max: 500 });
        const value = await ask(`${order.number}: ${name.toLowerCase()}`, field.box, name, () => ({ note: field.read() }));
        if (!value) return;
        note = value.note;
      }
      after(await move(order, to, note));
    }), kind, { "aria-label": small ? `${name}: order ${order.number}` : undefined });
  });
}

/** Asks with whom a parcel goes, and sends a fulfilment. */
export async function ship(fulfillment) {
  const carrier = text("/carrier", "Carrier", "", { max: 100 });
  const tracking = text("/tracking_number", "Tracking number", "", { max: 100 });
  const body = await ask("Send the parcel", h("div", { class: "stack" }, carrier.box, tracking.box), "Sent", () => {
    for (const one of [carrier, tracking]) if (!one.input.value.trim()) throw new Error(`${one.name} must not be empty.`);
    return { carrier: carrier.read(), tracking_number: tracking.read() };
  });
  return body && post(`/api/seller/fulfillments/${fulfillment.id}/ship`, body);
}
export const deliver = (fulfillment) => post(`/api/seller/fulfillments/${fulfillment.id}/deliver`);
