import { changing, patch, remove, tagged } from "./api.js";
import { button, h, link } from "./dom.js";
import { ask } from "./ask.js";
import { choice, words } from "./form.js";
import { tell } from "./show.js";

const counted = (many) => `${many} ${many === 1 ? "product" : "products"}`;

/** Changes products one after the other while a bar fills; gives those that were refused, with the reason. */
async function pass(products, bar, work) {
  const refused = [];
  const so = h("progress", { max: products.length, value: 0, "aria-label": "Changed so far" });
  const words = h("span", {});
  const shown = h("p", { class: "row", role: "status" }, so, words);
  bar.append(shown);
  bar.setAttribute("aria-busy", "true");
  for (const [at, product] of products.entries()) {
    words.textContent = `${at + 1} of ${products.length}`;
    try {
      await work(product);
    } catch (error) {
      refused.push({ product, why: [error.message, ...(error.errors ?? []).map((one) => one.detail)].join(" ") });
    }
    so.value = at + 1;
  }
  bar.removeAttribute("aria-busy");
  shown.remove();
  return refused;
}

/** Asks whether those that were refused should be tried again; says of each why. */
function again(refused, all, done) {
  const rows = refused.map(({ product, why }) => h("li", {}, link(`/admin/products/${product.id}`, product.name), h("br"), h("small", {}, why)));
  const rest = all - refused.length;
  return ask(`${counted(refused.length)} not ${done}`, h("div", { class: "stack" },
    h("p", {}, rest ? `${counted(rest)} ${rest === 1 ? "was" : "were"} ${done}. These were not:` : "None was changed."),
    h("ul", { class: "refused" }, rows)), "Try these again", undefined, "", "Leave them");
}

/** Changes many products; what is refused is told by name and reason and may be tried again. The others are done. */
async function each(products, bar, done, work) {
  for (let left = products; left.length;) {
    const refused = await pass(left, bar, work);
    const good = left.length - refused.length;
    if (good) tell(`${counted(good)} ${done}.`);
    if (!refused.length || !(await again(refused, left.length, done))) return;
    left = refused.map(({ product }) => product);
  }
}

/** A price that is changed by per cent, half away from zero, never below zero. */
export const changed = (price, percent) => (price == null ? price : Math.max(0, Math.round(price * (1 + percent / 100))));

/** Changes the prices that were just read; somebody else's change in between refuses it. */
async function reprice(product, percent) {
  const { is, tag } = await tagged(`/api/products/${product.id}`);
  const variants = is.variants.map((one) => ({ id: one.id, price: changed(one.price, percent), original_price: changed(one.original_price, percent) }));
  await patch(`/api/products/${product.id}`, { variants }, changing(tag));
}

/** What can be done with the chosen rows; `reread` reads the list anew. */
export function bulkBar(categories, reread) {
  const count = h("b", {});
  let products = [];
  const run = (done, work) => async () => {
    if (element.getAttribute("aria-busy")) return;
    await each([...products], element, done, work);
    await reread();
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
    const yes = await ask(`Delete ${counted(products.length)}?`, h("p", {}, "They leave the shop for good. Orders of the past keep what they say of them."), "Delete");
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
