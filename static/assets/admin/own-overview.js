import { get } from "./api.js";
import { h, link, panel } from "./dom.js";
import { head, page } from "./list.js";
import { money, nothing, number } from "./show.js";

/** A seller's own numbers, what has to be sent, what runs out. */
export default async function overview() {
  const [week, send, low] = await Promise.all([
    get("/api/analytics/summary").catch(() => null),
    get("/api/seller/orders", { status: "pending", limit: 8 }),
    get("/api/seller/products", { max_stock: 3, is_active: true, sort: "stock_quantity", limit: 8 }),
  ]);
  const figure = (value, words) => h("div", {}, h("b", {}, value), h("span", {}, words));
  return page(
    head("Overview", link("/admin/products/new", "New product", "button")),
    week && h("section", { class: "figures", "aria-label": "The last days" },
      figure(money(week.revenue), "revenue"), figure(number(week.units_sold), "sold"), figure(number(week.views), "views"), figure(number(week.cart_adds), "put into carts")),
    h("div", { class: "two" },
      panel("To be sent", send.items.length
        ? h("ul", { class: "todo" }, send.items.map((one) => h("li", {}, link("/admin/orders", one.number), h("span", { class: "quiet" }, `${one.items.length} ${one.items.length === 1 ? "line" : "lines"}`))))
        : nothing("Nothing waits to be sent.")),
      panel("Running out", low.items.length
        ? h("ul", { class: "todo" }, low.items.map((one) => h("li", {}, link(`/admin/products/${one.id}`, one.name), h("span", { class: "quiet" }, `${one.stock_quantity} left`))))
        : nothing("There is enough of everything."))),
  );
}
