// The admin's pages by their paths below /admin. A page is loaded when it is opened first.
import { start } from "./router.js";
import { countTodo } from "./badges.js";

const admin = document.body.dataset.role === "admin";
const page = (name) => () => import(`./${name}.js`);

start([
  ["", page(admin ? "overview" : "own-overview")],
  ["orders", page(admin ? "orders" : "own-orders")],
  ["orders/:id", page("order")],
  ["products", page("products")],
  ["products/new", page("product")],
  ["products/:id", page("product")],
  ["categories", page("categories")],
  ["statements", page("statements")],
  ["profile", page("profile")],
  ["customers", page("customers")],
  ["customers/:id", page("customer")],
  ["sellers", page("sellers")],
  ["reviews", page("reviews")],
  ["coupons", page("coupons")],
  ["shipping", page("shipping")],
  ["tax", page("tax")],
  ["settings", page("settings")],
  ["exchange", page("exchange")],
  ["backups", page("backups")],
  ["tokens", page("tokens")],
  ["outbox", page("outbox")],
  ["outbox/:id", page("letter")],
  ["audit", page("audit")],
]);
if (admin) countTodo();
