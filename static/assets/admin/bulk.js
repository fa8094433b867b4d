import { get, patch, remove } from "./api.js";
import { button, h } from "./dom.js";
import { ask } from "./ask.js";
import { choice, words } from "./form.js";
import { tell } from "./show.js";

/**
 * Changes many products, one after the other; what is refused is told by name, and the others are done.
 */
async function each(products, done, work) {
  const refused = [];
  let at = 0;
  const shown = h("p", { role: "status" });
  const bar = document.querySelector(".bulk");
  bar?.append(shown);
  for (const product of products) {
    shown.textContent = `${++at} of ${products.length}`;
    try {
      await work(product);
    } catch (error) {
      refused.push(`${product.name}: ${[error.message, ...(error.errors ?? []).map((one) => one.detail)].join(" ")}`);
    }
  }
  shown.remove();
  const good = products.length - refused.length;
  if (good) tell(`${good} ${good === 1 ? "product" : "products"} ${done}.`);
  if (refused.length) await ask(`${refused.length} could not be changed`, h("ul", {}, refused.map((line) => h("li", {}, line))), "Close");
}

/** A price that is changed by per cent, half away from zero, never below zero. */
export const changed = (price, percent) => (price == null ? price : Math.max(0, Math.round(price * (1 + percent / 100))));

async function reprice(product, percent) {
  const whole = await get(`/api/products/${product.id}`);
  const variants = whole.variants.map((one) => ({ id: one.id, price: changed(one.price, percent), original_price: changed(one.original_price, percent) }));
  await patch(`/api/products/${product.id}`, { variants });
}

/** What can be done with the chosen rows; `again` reads the list anew. */
export function bulkBar(categories, again) {
  const count = h("b", {});
  let products = [];
  const run = (done, work) => async () => {
    const now = [...products];
    await each(now, done, work);
    await again();
  };
  async function price() {
    const field = h("input", { inputmode: "decimal", id: "bulk-percent", value: "-10" });
    const value = await ask("Change prices", h("div", { class: "field" }, h("label", { for: "bulk-percent" }, "By how many per cent"), field, h("small", {}, "−10 makes all variants a tenth cheaper, 5 makes them dearer. Rounded to the smallest coin.")), "Change", () => {
      const typed = Number(field.value.replace(",", ".").replace("−", "-").replace("%", ""));
      if (!field.value.trim() || !Number.isFinite(typed) || typed < -100 || typed > 1000) throw new Error("Must be a number from −100 to 1000.");
      return typed;
    });
    if (value) await run("repriced", (one) => reprice(one, value))();
  }
  async function category() {
    const field = choice("/category", "Category", "", [["", "None"], ...categories.map((one) => [one.id, one.path])], { number: true });
    const value = await ask("Put into a category", field.box, "Move", () => ({ to: field.read() }));
    if (value) await run("moved", (one) => patch(`/api/products/${one.id}`, { category_id: value.to }))();
  }
  async function tag() {
    const add = words("/add", "Add", []);
    const drop = words("/drop", "Take away", []);
    const value = await ask("Change tags", [add.box, drop.box, h("small", { class: "quiet" }, "Several with commas between them.")], "Change", () => ({ add: add.read(), drop: drop.read() }));
    if (value) await run("tagged", (one) => patch(`/api/products/${one.id}`, { tags: [...new Set([...one.tags.filter((name) => !value.drop.includes(name)), ...value.add])] }))();
  }
  async function gone() {
    const yes = await ask(`Delete ${products.length} ${products.length === 1 ? "product" : "products"}?`, h("p", {}, "They leave the shop for good. Orders of the past keep what they say of them."), "Delete");
    if (yes) await run("deleted", (one) => remove(`/api/products/${one.id}`))();
  }
  const small = (name, work) => button(name, work, "button-plain button-small");
  const element = h("div", { class: "bulk", hidden: true, role: "group", "aria-label": "Change the chosen products" }, count,
    small("Activate", run("activated", (one) => patch(`/api/products/${one.id}`, { is_active: true }))),
    small("Deactivate", run("deactivated", (one) => patch(`/api/products/${one.id}`, { is_active: false }))),
    small("Price", price), small("Category", category), small("Tags", tag),
    button("Delete", gone, "button-danger button-small"));
  return {
    element,
    show(chosen) {
      products = [...chosen.values()];
      element.hidden = products.length === 0;
      count.textContent = `${products.length} chosen`;
    },
  };
}
