import { get } from "./api.js";
import { waiting } from "./badges.js";
import { h, link, panel } from "./dom.js";
import { head, page } from "./list.js";
import { money, nothing, number, onDay, state } from "./show.js";

/** What has to be done, what was sold in the last week, what runs out, the latest orders. */
export default async function overview() {
  const [todo, week, low, orders] = await Promise.all([
    waiting(),
    get("/api/analytics/summary").catch(() => null),
    get("/api/seller/products", { max_stock: 3, is_active: true, sort: "stock_quantity", limit: 6 }),
    get("/api/admin/orders", { limit: 6 }),
  ]);
  const line = (count, words, to) => count > 0 && h("li", {}, link(to, words), h("b", { class: "count" }, number(count)));
  const tasks = [
    line(todo.ready, "Orders to be sent", "/admin/orders?view=list&status=awaiting_shipment"),
    line(todo.paid, "Paid orders to be made ready", "/admin/orders?view=list&status=payment_confirmed"),
    line(todo.returns, "Returns to be decided", "/admin/orders?view=list&status=return_requested"),
    line(todo.sellers, "Sellers to be approved", "/admin/sellers?status=pending"),
    line(todo.letters, "Letters that could not be sent", "/admin/outbox?state=failed"),
    line(low.total, "Products that run out", "/admin/products?stock=low"),
  ].filter(Boolean);
  const figure = (value, words) => h("div", {}, h("b", {}, value), h("span", {}, words));
  return page(
    head("Overview", link("/admin/products/new", "New product", "button")),
    week && h("p", { class: "quiet" }, "Since ", onDay(week.from), ". Charts are on the page ", link("/admin/live", "Live"), "."),
    week && h("section", { class: "figures", "aria-label": `From ${week.from.slice(0, 10)} to ${week.to.slice(0, 10)}` },
      figure(money(week.revenue), "revenue"), figure(number(week.orders ?? week.purchases), "orders placed"), figure(number(week.views), "views"), figure(number(week.cart_adds), "put into carts")),
    h("div", { class: "two" },
      panel("To do", tasks.length ? h("ul", { class: "todo" }, tasks) : nothing("All done. Nothing waits for you.")),
      panel("Running out", low.items.length
        ? h("ul", { class: "todo" }, low.items.map((one) => h("li", {}, link(`/admin/products/${one.id}`, one.name), h("span", { class: "quiet" }, `${one.stock_quantity} left`))))
        : nothing("There is enough of everything."))),
    panel("Latest orders", orders.items.length
      ? h("ul", { class: "todo" }, orders.items.map((one) => h("li", {}, h("span", {}, link(`/admin/orders/${one.id}`, one.number), " ", h("span", { class: "quiet" }, onDay(one.created_at))), h("span", { class: "row" }, state(one.status), h("b", {}, money(one.total))))))
      : nothing("Nobody has ordered yet.")),
  );
}
