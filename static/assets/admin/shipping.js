import { h } from "./dom.js";
import { amount, text, whole, words } from "./form.js";
import { records } from "./records.js";
import { country, money } from "./show.js";

/** How many countries are named before the rest is only counted. */
const NAMED = 4;

/** Where a method goes: a few names, and the others for who asks. */
function goesTo(codes) {
  const names = codes.map(country);
  if (!names.length) return "Everywhere";
  if (names.length <= NAMED) return names.join(", ");
  return h("details", {}, h("summary", {}, `${names.length} countries`), names.join(", "));
}

export default async function shipping() {
  return records({
    name: "Shipping", path: "/api/admin/shipping-methods", words: ["shipping method", "shipping methods"], key: (one) => one.id, title: (one) => one.name,
    intro: "What customers may choose from at the checkout, by where the parcel goes.",
    empty: "There is no shipping method yet: only downloads can be ordered. Make the first in the form.",
    fields: (is) => {
      const position = whole("/position", "Place in the list", is.position, { optional: true });
      const read = position.read;
      position.read = () => read() ?? undefined;
      return [
        text("/name", "Name", is.name, { max: 100 }),
        text("/code", "Code", is.code, { max: 50, note: "Stands in orders, such as parcel-eu." }),
        words("/countries", "Countries", is.countries, { note: "Two-letter codes with commas between them; empty is everywhere." }),
        amount("/price", "Price", is.price ?? 0),
        amount("/free_above", "Free from", is.free_above, { optional: true }),
        amount("/price_per_kg", "More for each kilogram", is.price_per_kg, { optional: true }),
        position,
      ];
    },
    clean: (body) => ({ ...body, countries: body.countries.map((code) => code.toUpperCase()) }),
    columns: [
      ["Name", (one) => [h("b", {}, one.name), h("small", {}, one.code)]],
      ["Goes to", (one) => goesTo(one.countries)],
      ["Price", (one) => [money(one.price), one.free_above != null ? h("small", {}, `free from ${money(one.free_above)}`) : null, one.price_per_kg ? h("small", {}, `+ ${money(one.price_per_kg)} a kg`) : null], "number"],
    ],
  });
}
