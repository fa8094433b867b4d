import { all, get, post, tagged } from "./api.js";
import { confirm } from "./ask.js";
import { button, h, link, panel } from "./dom.js";
import { act, area, choice, form, text, tick, whole, words } from "./form.js";
import { head, page } from "./list.js";
import { erase, follow, save } from "./meanwhile.js";
import { metricsPanel } from "./metrics.js";
import { pictureBox } from "./pictures.js";
import { go, guard } from "./router.js";
import { state, tell } from "./show.js";
import { flat } from "./tree.js";
import { variantBox } from "./variants.js";

const CONDITIONS = [["new", "New"], ["like_new", "Like new"], ["good", "Good"], ["fair", "Fair"], ["poor", "Poor"]];

/** `Material: brass` lines for people, an object for the API; what is no text stays as it was. */
function attributes(value = {}) {
  const shown = (one) => (typeof one === "string" ? one : JSON.stringify(one));
  const field = area("/attributes", "Attributes", Object.entries(value).map(([name, one]) => `${name}: ${shown(one)}`).join("\n"), { optional: true, note: "One a line: “Material: brass”." });
  field.read = () => {
    const found = {};
    for (const line of field.input.value.split("\n").map((one) => one.trim()).filter(Boolean)) {
      const at = line.indexOf(":");
      if (at < 1) throw new Error(`need a colon in “${line}”`);
      const [name, said] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      found[name] = name in value && shown(value[name]) === said ? value[name] : said;
    }
    return found;
  };
  return field;
}

/** The editor: of a product that is there, or of a new one. */
export default async function product({ id }) {
  const admin = document.body.dataset.role === "admin";
  const [opened, tree, sellers] = await Promise.all([
    id ? tagged(`/api/products/${encodeURIComponent(id)}`) : null,
    get("/api/categories"),
    admin ? all("/api/admin/sellers").catch(() => []) : [],
  ]);
  const known = opened?.is;
  const is = known ?? { condition: "new", is_active: true, tags: [], images: [], options: [], variants: [] };
  const categories = flat(tree.items);
  const about = [
    text("/name", "Name", is.name, { max: 200 }),
    text("/short_description", "In a sentence", is.short_description, { optional: true, max: 500 }),
    area("/description", "Description", is.description, { optional: true, rows: 8, max: 20000 }),
  ];
  const sorting = [
    choice("/category_id", "Category", is.category?.id, [["", "None"], ...categories.map((one) => [one.id, one.path])], { number: true }),
    words("/tags", "Tags", is.tags, { note: "Several with commas between them." }),
    text("/brand", "Brand", is.brand, { optional: true, max: 200 }),
    text("/model", "Model", is.model, { optional: true, max: 200 }),
    choice("/condition", "Condition", is.condition, CONDITIONS),
    whole("/weight_grams", "Weight in grams", is.weight_grams, { optional: true }),
  ];
  if (sellers.length) sorting.push(choice("/seller", "Sold by", is.seller?.id, [["", "The shop itself"], ...sellers.map((one) => [one.id, one.name])], { number: true }));
  const flags = [tick("/is_active", "Active: shown in the shop", is.is_active), tick("/is_digital", "A download: no parcel", is.is_digital)];
  if (admin) flags.splice(1, 0, tick("/is_featured", "Featured on the front page", is.is_featured));
  const more = [attributes(is.attributes), text("/slug", "Address", is.slug, { optional: true, max: 220, note: "The last part of the product's link; made from the name when empty." })];
  const variants = variantBox(is);
  const pictures = pictureBox(known, (now) => follow(opened, now));
  const fields = [...about, ...sorting, ...flags, ...more];

  async function send(body) {
    if (!body.slug) delete body.slug;
    Object.assign(body, variants.read());
    if (known) {
      const saved = await save(opened, body);
      if (!saved) throw new Error("Nothing is saved yet: somebody changed this product meanwhile.");
      tell(saved.mine ? `${saved.is.name} is saved.` : `${saved.is.name} is shown as it is now.`);
      return go(`/admin/products/${known.id}`);
    }
    const made = await post("/api/products", body);
    const failed = await pictures.sendTo(made.id);
    if (failed.length) tell(`Made, but without: ${failed.join(", ")}`);
    else tell(`${made.name} is made.`);
    guard(() => false);
    return go(`/admin/products/${made.id}`);
  }
  const names = (list) => list.map((one) => one.box);
  const sheet = form(fields, send, {
    yes: known ? "Save" : "Make the product",
    sticky: true,
    inside: h("div", { class: "two" },
      h("div", { class: "admin-page" }, panel("What it is", names(about)), panel("Variants, prices and stock", variants.element), known ? null : panel("Pictures", pictures.element), panel("More", names(more))),
      h("div", { class: "admin-page" }, panel("Shown", names(flags)), panel("Sorted into", names(sorting)))),
    extra: known && button("Delete", (event) => act(event, async () => {
      if (!(await confirm(`Delete ${known.name}?`, "It leaves the shop for good. Orders of the past keep what they say of it.", "Delete"))) return;
      if (!(await erase(opened))) return;
      guard(() => false);
      tell(`${known.name} is deleted.`);
      await go("/admin/products");
    }), "button-danger"),
  });
  // What the API says of variants belongs to rows that the form does not know by itself.
  fields.push(variants.marks);
  return page(
    head(known ? known.name : "New product", known && state(known.is_active ? "active" : "inactive"), known?.is_active && link(`/p/${known.slug}`, "See it in the shop", "button button-plain")),
    sheet,
    known ? panel("Pictures", pictures.element) : null,
    known ? await metricsPanel(known.id) : null,
  );
}
