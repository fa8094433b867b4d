import { get, patch } from "./api.js";
import { h, fresh, panel } from "./dom.js";
import { choice, form, share, text, tick, whole } from "./form.js";
import { head, page } from "./list.js";
import { tell } from "./show.js";
import { guard } from "./router.js";

const WAYS = [["bank_transfer", "Bank transfer"], ["cash_on_delivery", "Cash on delivery"], ["pickup", "Paid when picked up"], ["dummy", "Paid at once, by nobody (for trying out)"]];

/** Several of a list, by ticks. */
function several(pointer, name, chosen, options) {
  const id = fresh("ways");
  const ticks = options.map(([value, called]) => ({ value, ...tick("", called, chosen.includes(value)) }));
  const fault = h("small", { class: "fault", hidden: true });
  const box = h("fieldset", { class: "choice", "aria-describedby": id }, h("legend", {}, name), ticks.map((one) => one.box), fault);
  fault.id = id;
  return { pointer, name, box, input: ticks[0].input, fault: (said) => { fault.textContent = said ?? ""; fault.hidden = !said; }, read: () => ticks.filter((one) => one.input.checked).map((one) => one.value) };
}

export default async function settings() {
  const is = await get("/api/admin/settings");
  const fields = [
    text("/shop_name", "Name of the shop", is.shop_name, { max: 100 }),
    text("/currency", "Currency", is.currency, { max: 3, note: "Three letters, such as EUR. It can be changed as long as nothing has a price." }),
    tick("/prices_include_tax", "Prices contain the tax", is.prices_include_tax),
    several("/payment_methods", "How customers may pay", is.payment_methods, WAYS),
    whole("/order_expiry_hours", "Unpaid orders are cancelled after hours", is.order_expiry_hours),
    choice("/open_sellers", "Who applies as a seller", String(is.open_sellers), [["false", "waits for approval"], ["true", "may sell at once"]]),
    share("/default_commission", "Commission of sellers without an own rate", is.default_commission),
  ];
  const sellers = fields[5];
  sellers.read = () => sellers.input.value === "true";
  return page(head("Settings"), h("div", { class: "narrow" }, panel("The shop", form(fields, async (body) => {
    const saved = await patch("/api/admin/settings", body);
    tell("The settings are saved.");
    guard(() => false);
    // The frame shows the name, and every field of money the currency.
    if (saved.shop_name !== is.shop_name || saved.currency !== is.currency) location.reload();
  }))));
}
