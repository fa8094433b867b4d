import { get } from "./api.js";
import { h } from "./dom.js";

/** What waits for somebody, by page: orders to be sent, sellers to be approved, failed letters. */
export async function waiting() {
  const total = async (path, query) => {
    try {
      return (await get(path, { limit: 1, ...query })).total;
    } catch {
      return 0;
    }
  };
  const [paid, ready, returns, sellers, letters] = await Promise.all([
    total("/api/admin/orders", { status: "payment_confirmed" }),
    total("/api/admin/orders", { status: "awaiting_shipment" }),
    total("/api/admin/orders", { status: "return_requested" }),
    total("/api/admin/sellers", { status: "pending" }),
    total("/api/admin/outbox", { state: "failed" }),
  ]);
  return { paid, ready, returns, sellers, letters };
}

/** Puts counts beside the menu's links. */
export async function countTodo() {
  const found = await waiting();
  const counts = { orders: found.paid + found.ready + found.returns, sellers: found.sellers, outbox: found.letters };
  for (const [part, count] of Object.entries(counts)) {
    const place = document.querySelector(`.side [data-part="${part}"]`);
    place?.querySelector(".count")?.remove();
    if (count) place?.append(h("b", { class: "count" }, String(count), h("span", { class: "unseen" }, " to do")));
  }
}
