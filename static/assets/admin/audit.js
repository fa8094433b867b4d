import { h } from "./dom.js";
import { dated, head, list, page, typed } from "./list.js";
import { when } from "./show.js";

const text = (value) => (typeof value === "string" ? value : JSON.stringify(value));
/** The fields that differ, one a line. */
export function difference(before, after) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names.filter((name) => text(before?.[name]) !== text(after?.[name])).map((name) => {
    if (!before) return `${name}: ${text(after[name])}`;
    if (!after) return `${name}: was ${text(before[name])}`;
    return `${name}: ${text(before[name]) ?? "–"} → ${text(after[name]) ?? "–"}`;
  });
}

/** Who changed what, and what it was before. */
export default async function audit() {
  const shown = list("/api/admin/audit", {
    name: ["change", "changes"],
    filters: [typed("subject", "What", "settings, coupon SUMMER …"), dated("from", "From"), dated("to", "Until", true)],
    columns: [
      ["What", (one) => [h("b", {}, one.subject), h("small", {}, one.action)]],
      ["Who", (one) => one.actor],
      ["When", (one) => when(one.at)],
      ["Change", (one) => h("details", {}, h("summary", { class: "link-button" }, "See"), h("pre", { class: "mono mono-block", tabindex: 0 }, difference(one.before, one.after).join("\n") || "Nothing that is kept.")), "acts"],
    ],
    empty: "Nothing was changed yet.",
  });
  return page(head("Audit log"), shown.element);
}
