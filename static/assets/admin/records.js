import { patch, post, remove } from "./api.js";
import { confirm } from "./ask.js";
import { button, h, panel } from "./dom.js";
import { act, form } from "./form.js";
import { head, list, page } from "./list.js";
import { guard } from "./router.js";
import { tell } from "./show.js";

/**
 * A page of small records: a list, and a form beside it that makes one or changes one.
 *
 * `fields(record)` are the form's; `key(record)` names it in a path; `clean(body)` may change what is sent.
 */
export function records({ name, path, words, columns, fields, key, title, intro, empty, clean = (body) => body, filters = [] }) {
  const side = h("div", { class: "admin-page" });
  const edit = (record) => {
    const all = fields(record ?? {});
    const sheet = form(all, async (body) => {
      const wanted = clean(body, record);
      const saved = record ? await patch(`${path}/${encodeURIComponent(key(record))}`, wanted) : await post(path, wanted);
      tell(`${title(saved)} is ${record ? "saved" : "made"}.`);
      edit(null);
      await shown.again();
    }, { yes: record ? "Save" : "Make", extra: record && button("Cancel", () => edit(null)) });
    side.replaceChildren(panel(record ? `Change ${title(record)}` : `New ${words[0]}`, sheet));
    if (record) sheet.querySelector("input, select, textarea")?.focus();
  };
  const drop = (record) => (event) => act(event, async () => {
    if (!(await confirm(`Delete ${title(record)}?`, "Orders that were placed keep what they say of it.", "Delete"))) return;
    await remove(`${path}/${encodeURIComponent(key(record))}`);
    tell(`${title(record)} is deleted.`);
    guard(() => false);
    edit(null);
    await shown.again();
  });
  const shown = list(path, {
    name: words, filters, empty,
    columns: [...columns, ["", (record) => h("div", { class: "row row-end" },
      button("Change", () => edit(record), "button-plain button-small", { "aria-label": `Change ${title(record)}` }),
      button("Delete", drop(record), "button-danger button-small", { "aria-label": `Delete ${title(record)}` })), "acts"]],
  });
  edit(null);
  return page(head(name), intro && h("p", { class: "quiet" }, intro), h("div", { class: "two" }, shown.element, side));
}
