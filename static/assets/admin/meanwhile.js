// Two people change one product: what the other did since the page was opened, and what to do about it.
import { changing, patch, remove, tagged } from "./api.js";
import { ask } from "./ask.js";
import { fresh, h } from "./dom.js";
import { money } from "./show.js";

const path = (known) => `/api/products/${known.is.id}`;
const question = "Somebody changed this product meanwhile";
const names = {
  name: "Name", slug: "Address", short_description: "In a sentence", description: "Description", brand: "Brand", model: "Model",
  condition: "Condition", category: "Category", seller: "Sold by", tags: "Tags", attributes: "Attributes", weight_grams: "Weight in grams",
  is_active: "Active", is_featured: "Featured", is_digital: "A download", options: "Options", variants: "Variants, prices and stock",
};

/** A list for people, cut where it gets long. */
const short = (text) => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

function words(name, value) {
  if (value == null || value === "" || value.length === 0) return "nothing";
  if (name === "variants") return short(value.map((one) => `${Object.values(one.options ?? {}).join(" / ") || one.sku || "one"}: ${money(one.price)}, ${one.stock_quantity} in stock`).join("; "));
  if (name === "options") return short(value.map((one) => `${one.name}: ${one.values.join(", ")}`).join("; "));
  if (value === true || value === false) return value ? "yes" : "no";
  if (Array.isArray(value)) return short(value.join(", "));
  if (typeof value === "object") return value.name ?? short(Object.entries(value).map(([key, one]) => `${key}: ${one}`).join(", "));
  return short(String(value));
}

/** What a variant says that its editor writes: what was sold meanwhile is nobody's change. */
const written = ({ id, sku, options, price, original_price, is_default, is_active, position }) => ({ id, sku, options, price, original_price, is_default, is_active, position });
const kept = (name, value) => JSON.stringify(name === "variants" ? value.map(written) : value ?? null);

/** Whether `body` says the stock of a variant that had another one before. */
const restocks = (body, before, now) => (body.variants ?? []).some(({ id, stock_quantity }) => {
  const stock = (state) => state.variants.find((one) => one.id === id)?.stock_quantity;
  return id && stock_quantity !== undefined && stock(before) !== stock(now);
});

/** The fields in which two states of a product differ, and which `body` would write. */
const between = (before, now, body) => Object.keys(names).filter((name) =>
  kept(name, before[name]) !== kept(name, now[name]) || (name === "variants" && restocks(body, before, now)));

/** After a change by this page itself, pictures: `known` is the state of now, unless somebody else changed it as well. */
export function follow(known, now) {
  if (!between(known.is, now.is, {}).length) Object.assign(known, now);
}

const changed = (now, fields) => [
  h("p", {}, "Since you opened this page, this was changed:"),
  h("dl", { class: "facts" }, fields.map((name) => h("div", {}, h("dt", {}, names[name]), h("dd", {}, words(name, now[name]))))),
];

/** Asks what is to be done: "mine", "theirs", or undefined to go on editing. */
function choose(now, fields) {
  const group = fresh("meanwhile");
  const way = (value, name, said, checked) => {
    const id = fresh("way");
    return h("div", { class: "check" }, h("input", { type: "radio", name: group, id, value, checked }), h("label", { for: id }, name, h("br"), h("small", { class: "quiet" }, said)));
  };
  const ways = h("fieldset", { class: "stack" }, h("legend", {}, "What should be in the shop?"),
    way("theirs", "What is there now", "Your changes on this page are lost.", true),
    way("mine", "What I have on this page", "It is written over what is there now."));
  return ask(question, h("div", { class: "stack" }, changed(now, fields), ways), "Go on", () => ways.querySelector("input:checked").value, "", "Go on editing");
}

/**
 * Does something with a product that was read as `known` (`{ is, tag }`): `way` gets the headers that let it pass only while
 * nobody else changed it. When somebody did, `settle` says with the state of now and the fields whether to try again; a change
 * of other fields than `body` would write is nothing to be asked about. Undefined when it is not to be tried.
 */
async function insist(known, body, way, settle) {
  for (let { is, tag } = known; ;) {
    try {
      return await way(changing(tag));
    } catch (error) {
      if (error.status !== 412) throw error;
    }
    const now = await tagged(path(known));
    const fields = between(is, now.is, body);
    // A sale or a picture moves a product on as well.
    if (fields.length && !(await settle(now.is, fields))) return undefined;
    ({ is, tag } = now);
  }
}

/**
 * Changes a product; when somebody else changed it since it was read, they are asked about. Gives `{ is, mine }`: the
 * product as it is then, and whether it is what `body` says. Undefined when whoever was asked goes on editing.
 */
export async function save(known, body) {
  let theirs;
  const is = await insist(known, body, (headers) => patch(path(known), body, headers), async (now, fields) => {
    const way = await choose(now, fields);
    if (way === "theirs") theirs = now;
    return way === "mine";
  });
  if (is) return { is, mine: true };
  return theirs && { is: theirs, mine: false };
}

/** Deletes a product, and asks once more when somebody else changed it since it was read. True when it is gone. */
export async function erase(known) {
  const gone = await insist(known, {}, (headers) => remove(path(known), headers).then(() => true), (now, fields) =>
    ask(question, h("div", { class: "stack" }, changed(now, fields)), "Delete it all the same", undefined, "button-danger", "Keep it"));
  return gone === true;
}
