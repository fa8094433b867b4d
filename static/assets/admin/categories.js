import { get, patch, post, remove } from "./api.js";
import { confirm } from "./ask.js";
import { button, h, panel } from "./dom.js";
import { act, choice, form, text, whole } from "./form.js";
import { head, page } from "./list.js";
import { open } from "./router.js";
import { nothing, number, tell } from "./show.js";
import { flat } from "./tree.js";

/** The tree of categories. */
export default async function categories() {
  const all = flat((await get("/api/categories")).items);
  const side = h("div", {});
  const edit = (record) => {
    const is = record ?? {};
    const others = all.filter((one) => one.id !== is.id);
    const position = whole("/position", "Place beside its sisters", is.position, { optional: true });
    const read = position.read;
    position.read = () => read() ?? undefined;
    const fields = [
      text("/name", "Name", is.name, { max: 200 }),
      choice("/parent_id", "Below", is.parent_id, [["", "Nothing: at the root"], ...others.map((one) => [one.id, one.path])], { number: true }),
      text("/slug", "Address", is.slug, { optional: true, max: 200, note: "The last part of its link; made from the name when empty." }),
      position,
    ];
    const sheet = form(fields, async (body) => {
      if (!body.slug) delete body.slug;
      const saved = record ? await patch(`/api/categories/${record.id}`, body) : await post("/api/categories", body);
      tell(`${saved.name} is ${record ? "saved" : "made"}.`);
      await open();
    }, { yes: record ? "Save" : "Make", extra: record && button("Cancel", () => edit(null)) });
    side.replaceChildren(panel(record ? `Change ${is.name}` : "New category", sheet));
    if (record) fields[0].input.focus();
  };
  const row = (one) => h("tr", {},
    h("td", { class: "lead-cell", "data-name": "Category" }, "— ".repeat(one.depth), h("a", { href: `/c/${one.slug}` }, one.name)),
    h("td", { class: "number", "data-name": "Products" }, number(one.product_count)),
    h("td", { class: "acts" }, h("div", { class: "row row-end" },
      button("Change", () => edit(one), "button-plain button-small", { "aria-label": `Change ${one.path}` }),
      button("Delete", (event) => act(event, async () => {
        if (!(await confirm(`Delete ${one.name}?`, "Only a category without products and without categories below it can be deleted.", "Delete"))) return;
        await remove(`/api/categories/${one.id}`);
        tell(`${one.name} is deleted.`);
        await open();
      }), "button-danger button-small", { "aria-label": `Delete ${one.path}` }))));
  edit(null);
  const table = h("div", { class: "table-box" }, h("table", { class: "table" }, h("caption", { class: "unseen" }, "Categories"), h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Category"), h("th", { scope: "col", class: "number" }, "Products"), h("th", { scope: "col" }, h("span", { class: "unseen" }, "What to do")))), h("tbody", {}, all.map(row))));
  return page(head("Categories"), h("div", { class: "two" }, all.length ? table : nothing("There are no categories yet."), side));
}
