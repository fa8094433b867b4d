import { h } from "./dom.js";
import { amount, choice, instant, text, whole } from "./form.js";
import { records } from "./records.js";
import { money, onDay } from "./show.js";

const KINDS = [["percent", "Per cent off"], ["fixed", "Amount off"], ["free_shipping", "Free shipping"]];
const worth = (one) => ({ percent: `${one.value} % off`, fixed: `${money(one.value)} off`, free_shipping: "Free shipping" })[one.kind];

/** The value is a percentage, an amount, or nothing, as the kind says. */
function fields(is) {
  const kind = choice("/kind", "What it does", is.kind ?? "percent", KINDS);
  const percent = whole("/value", "Per cent", is.kind === "percent" || !is.kind ? is.value : "", {});
  const fixed = amount("/value", "Amount", is.kind === "fixed" ? is.value : null);
  const off = { percent, fixed };
  const turn = () => Object.entries(off).forEach(([name, field]) => {
    field.box.hidden = kind.input.value !== name;
    field.pointer = field.box.hidden ? "/unused" : "/value";
  });
  for (const [name, field] of Object.entries(off)) {
    const read = field.read;
    field.read = () => (kind.input.value === name ? read() : undefined);
  }
  kind.input.addEventListener("change", turn);
  turn();
  return [
    text("/code", "Code", is.code, { max: 40, note: "What customers type." }),
    kind, percent, fixed,
    amount("/min_subtotal", "From a cart of", is.min_subtotal, { optional: true }),
    instant("/starts_at", "From", is.starts_at, { optional: true }),
    instant("/ends_at", "Until", is.ends_at, { optional: true }),
    whole("/usage_limit", "Uses in all", is.usage_limit, { optional: true }),
    whole("/per_customer_limit", "Uses by one customer", is.per_customer_limit, { optional: true }),
  ];
}

export default async function coupons() {
  return records({
    name: "Coupons", path: "/api/admin/coupons", words: ["coupon", "coupons"], fields, key: (one) => one.code, title: (one) => one.code,
    clean: (body) => (body.kind === "free_shipping" ? { ...body, value: 0 } : body),
    empty: "There are no coupons yet. Make the first in the form.",
    columns: [
      ["Code", (one) => h("b", {}, one.code)],
      ["What it does", (one) => [worth(one), one.min_subtotal ? h("small", {}, `from ${money(one.min_subtotal)}`) : null]],
      ["Used", (one) => `${one.used_count}${one.usage_limit ? ` of ${one.usage_limit}` : ""}`, "number"],
      ["Until", (one) => onDay(one.ends_at)],
    ],
  });
}
