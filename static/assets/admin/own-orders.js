import { h } from "./dom.js";
import { act } from "./form.js";
import { button } from "./dom.js";
import { head, list, page, picked } from "./list.js";
import { address, onDay, state, tell } from "./show.js";
import { deliver, ship } from "./steps.js";

/** What a seller has to send: the own lines and parcels of each order. */
export default async function orders() {
  const shown = list("/api/seller/orders", {
    name: ["order", "orders"],
    filters: [picked("status", "Parcel", [["", "All"], ["pending", "To be sent"], ["shipped", "Sent"], ["delivered", "Delivered"], ["cancelled", "Cancelled"]])],
    columns: [
      ["Order", (one) => [h("b", {}, one.number), h("small", {}, onDay(one.created_at))]],
      ["Lines", (one) => h("ul", {}, one.items.map((item) => h("li", {}, `${item.quantity} × ${item.name}`, item.sku ? h("small", {}, item.sku) : null)))],
      ["Goes to", (one) => address(one.shipping_address) ?? ""],
      ["Parcel", (one) => one.fulfillments.map((parcel) => [state(parcel.status), parcel.tracking_number ? h("small", {}, `${parcel.carrier} ${parcel.tracking_number}`) : null])],
      ["", (one) => h("div", { class: "row row-end" }, one.fulfillments.map((parcel) => steps(one, parcel)))],
    ],
    empty: "Nobody has ordered anything of yours yet.",
  });
  const steps = (order, parcel) => [
    parcel.status === "pending" && ["payment_confirmed", "awaiting_shipment"].includes(order.status) && button("Send", (event) => act(event, async () => {
      if (!(await ship(parcel))) return;
      tell("The parcel is on its way.");
      await shown.again();
    }), "button-small", { "aria-label": `Send ${order.number}` }),
    parcel.status === "shipped" && button("Delivered", (event) => act(event, async () => {
      await deliver(parcel);
      tell("The parcel is delivered.");
      await shown.again();
    }), "button-small", { "aria-label": `Delivered: ${order.number}` }),
    h("a", { class: "button button-plain button-small", href: `/api/seller/fulfillments/${parcel.id}/packing-slip`, target: "_blank", rel: "noopener", "aria-label": `Packing slip of ${order.number}` }, "Slip"),
  ];
  return page(head("Orders"), shown.element);
}
