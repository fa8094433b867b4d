import { get } from "./api.js";
import { h, panel } from "./dom.js";
import { money, number, percent } from "./show.js";

/** What people did with a product. */
export async function metricsPanel(id) {
  const is = await get(`/api/products/${id}/metrics`).catch(() => null);
  if (!is) return null;
  const fact = (name, value) => h("div", {}, h("dt", {}, name), h("dd", {}, value));
  return panel("What people did", h("dl", { class: "facts" },
    fact("Views", number(is.views)), fact("Clicks", number(is.clicks)), fact("Favourites", number(is.favorites)), fact("Put into carts", number(is.cart_adds)),
    fact("Sold", number(is.units_sold)), fact("Revenue", money(is.revenue)), fact("Of those who click, put it into the cart", percent(is.click_to_cart_rate)), fact("Of carts, bought", percent(is.cart_to_purchase_rate))));
}
