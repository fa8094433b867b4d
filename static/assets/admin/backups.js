import { post } from "./api.js";
import { h } from "./dom.js";
import { act } from "./form.js";
import { head, list, page } from "./list.js";
import { number, tell, when } from "./show.js";

const size = (bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1e3))} kB` : `${number(Number((bytes / 1e6).toFixed(1)))} MB`);

export default async function backups() {
  const shown = list("/api/admin/backups", {
    name: ["backup", "backups"],
    columns: [
      ["Backup", (one) => h("span", { class: "mono" }, one.name)],
      ["Made", (one) => when(one.made_at)],
      ["Size", (one) => size(one.bytes), "number"],
    ],
    empty: "There is no backup yet. Make the first one.",
  });
  const make = h("button", { type: "button", class: "button", onclick: (event) => act(event, async () => {
    const made = await post("/api/admin/backups");
    const missing = made.missing_files ? ` The shop misses ${number(made.missing_files)} files of pictures: souk check names them.` : "";
    tell(`${made.name} is made and verified.${missing}`);
    await shown.again();
  }) }, "Make a backup");
  return page(head("Backups", make), h("p", { class: "quiet" }, "Copies of the shop and its pictures while it runs, each one file, in the folder backups beside its data. They are brought back with ", h("code", {}, "souk restore"), ". Analytics are not in them."), shown.element);
}
