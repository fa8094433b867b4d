import { h } from "./dom.js";
import { share, text, tick } from "./form.js";
import { records } from "./records.js";
import { country, percent } from "./show.js";

export default async function tax() {
  return records({
    name: "Tax", path: "/api/admin/tax-rates", words: ["tax rate", "tax rates"], key: (one) => one.id, title: (one) => one.name,
    intro: "By where the parcel goes. A region's own rate goes before its country's.",
    empty: "There is no tax rate yet, so no tax is counted. Make the first in the form.",
    fields: (is) => [
      text("/name", "Name", is.name, { max: 100, placeholder: "VAT" }),
      text("/country", "Country", is.country, { max: 2, note: "Two letters, such as DE." }),
      text("/region", "Region", is.region, { max: 100, optional: true }),
      share("/rate", "Rate", is.rate),
      tick("/applies_to_shipping", "Shipping is taxed as well", is.applies_to_shipping),
    ],
    clean: (body) => ({ ...body, country: body.country.toUpperCase() }),
    columns: [
      ["Name", (one) => h("b", {}, one.name)],
      ["Where", (one) => [country(one.country), one.region ? h("small", {}, one.region) : null]],
      ["Rate", (one) => percent(one.rate), "number"],
      ["Shipping", (one) => (one.applies_to_shipping ? "taxed" : "not taxed")],
    ],
  });
}
