import { get } from "./api.js";
import { h, link } from "./dom.js";
import { head, list, page, picked, typed } from "./list.js";
import { money, number, onDay, state, thumb } from "./show.js";
import { bulkBar } from "./bulk.js";
import { flat } from "./tree.js";

/** The catalogue as those see it who keep it. */
export default async function products() {
  const admin = document.body.dataset.role === "admin";
  const categories = flat((await get("/api/categories")).items);
  const table = list("/api/seller/products", {
    name: ["product", "products"],
    filters: [
      typed("q", "Search", "Name, brand, SKU or number"),
      picked("is_active", "State", [["", "All"], ["true", "Active"], ["false", "Inactive"]]),
      picked("category", "Category", [["", "All"], ...categories.map((one) => [one.slug, one.path])]),
      picked("stock", "Stock", [["", "Any"], ["low", "Three or fewer"], ["none", "None left"]], { send: (value) => (value ? { max_stock: value === "low" ? 3 : 0 } : {}) }),
      picked("sort", "Order", [["", "Newest"], ["-updated_at", "Changed last"], ["name", "Name"], ["price", "Price, low to high"], ["-price", "Price, high to low"], ["stock_quantity", "Least stock"]], { sorts: true }),
    ],
    columns: [
      ["Product", (one) => h("div", { class: "thing" }, thumb(one.image_url), h("div", {}, link(`/admin/products/${one.id}`, one.name), h("small", {}, [one.brand, admin && one.seller?.name].filter(Boolean).join(" · "))))],
      ["State", (one) => state(one.is_active ? "active" : "inactive")],
      ["Category", (one) => one.category?.name ?? ""],
      ["Price", (one) => money(one.price), "number"],
      ["Stock", (one) => (one.is_digital ? "download" : number(one.stock_quantity)), "number"],
      ["Changed", (one) => onDay(one.updated_at)],
    ],
    empty: "There are no products yet.",
    ways: [link("/admin/products/new", "Make the first", "button"), admin ? link("/admin/exchange", "Import a file", "button button-plain") : null],
    tick: (chosen) => bar.show(chosen),
  });
  const bar = bulkBar(categories, () => table.again());
  table.element.querySelector(".admin-tools").after(bar.element);
  return page(head("Products", link("/admin/products/new", "New product", "button")), table.element);
}
