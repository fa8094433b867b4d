import { h, link } from "./dom.js";
import { head, list, page, picked, typed } from "./list.js";
import { money, number, onDay, state } from "./show.js";

const ROLES = { customer: "Customer", seller: "Seller", admin: "Admin" };

/** Everybody who has an account. */
export default async function customers() {
  const shown = list("/api/admin/users", {
    name: ["account", "accounts"],
    filters: [
      typed("q", "Search", "E-mail or name"),
      picked("role", "Role", [["", "All"], ...Object.entries(ROLES)]),
      picked("blocked", "State", [["", "All"], ["false", "Open"], ["true", "Kept out"]]),
    ],
    columns: [
      ["Account", (one) => [link(`/admin/customers/${one.id}`, one.name), h("small", {}, one.email)]],
      ["Role", (one) => [ROLES[one.role], one.blocked ? [" ", state("suspended")] : null]],
      ["Orders", (one) => number(one.order_count), "number"],
      ["Spent", (one) => money(one.spent_total), "number"],
      ["Since", (one) => onDay(one.created_at)],
    ],
    empty: "Nobody has an account yet.",
  });
  return page(head("Customers"), shown.element);
}
