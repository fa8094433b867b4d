import { get, patch } from "./api.js";
import { confirm } from "./ask.js";
import { button, h, link, panel } from "./dom.js";
import { act } from "./form.js";
import { head, list, page } from "./list.js";
import { open } from "./router.js";
import { money, number, onDay, state, tell } from "./show.js";

/** An account and its orders. */
export default async function customer({ id }) {
  const is = await get(`/api/admin/users/${id}`);
  const change = (body, words, said) => (event) => act(event, async () => {
    if (words && !(await confirm(words[0], words[1], words[2]))) return;
    await patch(`/api/admin/users/${id}`, body);
    tell(said);
    await open();
  });
  const fact = (name, value) => h("div", {}, h("dt", {}, name), h("dd", {}, value));
  const orders = list("/api/admin/orders", {
    name: ["order", "orders"], fixed: { q: is.email }, keeps: false, limit: 10,
    columns: [
      ["Order", (one) => link(`/admin/orders/${one.id}`, one.number)],
      ["Placed", (one) => onDay(one.created_at)],
      ["State", (one) => state(one.status)],
      ["Total", (one) => money(one.total), "number"],
    ],
    empty: "No orders yet.",
  });
  return page(
    head(is.name, is.blocked && state("suspended")),
    h("div", { class: "two" },
      panel("Orders", orders.element),
      h("div", { class: "admin-page" },
        panel("Account", h("dl", { class: "facts" }, fact("E-mail", h("a", { href: `mailto:${is.email}` }, is.email)), fact("Role", is.role), is.seller && fact("Sells as", link(`/s/${is.seller.slug}`, is.seller.name)), fact("Orders", number(is.order_count)), fact("Spent", money(is.spent_total)), fact("Since", onDay(is.created_at)))),
        panel("Rights", h("div", { class: "row" },
          is.role === "admin"
            ? button("Make a customer", change({ role: "customer" }, ["No admin any more?", `${is.name} will not see the admin.`, "Take away"], "The account is no admin's any more."), "button-danger")
            : button("Make an admin", change({ role: "admin" }, ["Make an admin?", `${is.name} will be able to do everything here.`, "Make an admin"], "The account is an admin's now."), "button-plain"),
          is.blocked
            ? button("Let in again", change({ blocked: false }, null, "The account is open again."))
            : button("Keep out", change({ blocked: true }, ["Keep this account out?", "All its logins end at once.", "Keep out"], "The account is kept out."), "button-danger"))))),
  );
}
