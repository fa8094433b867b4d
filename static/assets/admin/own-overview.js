import { get } from "./api.js";
import { h, link, panel } from "./dom.js";
import { head, page } from "./list.js";
import { numbers } from "./own-numbers.js";
import { nothing } from "./show.js";

/** What a seller has to send, what runs out, and the own numbers over time. */
export default async function overview() {
  const [send, low] = await Promise.all([
    get("/api/seller/orders", { status: "pending", limit: 8 }),
    get("/api/seller/products", { max_stock: 3, is_active: true, sort: "stock_quantity", limit: 8 }),
  ]);
  return page(
    head("Overview", link("/admin/products/new", "New product", "button")),
    h("div", { class: "two" },
      panel("To be sent", send.items.length
        ? h("ul", { class: "todo" }, send.items.map((one) => h("li", {}, link("/admin/orders", one.number), h("span", { class: "quiet" }, `${one.items.length} ${one.items.length === 1 ? "line" : "lines"}`))))
        : nothing("Nothing waits to be sent.")),
      panel("Running out", low.items.length
        ? h("ul", { class: "todo" }, low.items.map((one) => h("li", {}, link(`/admin/products/${one.id}`, one.name), h("span", { class: "quiet" }, `${one.stock_quantity} left`))))
        : nothing("There is enough of everything."))),
    numbers(),
  );
}
