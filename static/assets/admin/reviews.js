import { patch } from "./api.js";
import { ask } from "./ask.js";
import { button, h, link } from "./dom.js";
import { act, area } from "./form.js";
import { head, list, page, picked } from "./list.js";
import { onDay, state, tell } from "./show.js";

/** What customers said, and what of it is hidden. */
export default async function reviews() {
  const decide = (one) => (event) => act(event, async () => {
    let body = { hidden: false };
    if (!one.hidden) {
      const field = area("/reason", "Why", "", { rows: 3, max: 500, note: "Its author can read this." });
      body = await ask("Hide this review", field.box, "Hide", () => {
        if (!field.input.value.trim()) throw new Error("Say why.");
        return { hidden: true, reason: field.read() };
      });
      if (!body) return;
    }
    await patch(`/api/admin/reviews/${one.id}`, body);
    tell(body.hidden ? "The review is hidden." : "The review is shown again.");
    await shown.again();
  });
  const shown = list("/api/admin/reviews", {
    name: ["review", "reviews"],
    filters: [
      picked("hidden", "State", [["", "All"], ["false", "Shown"], ["true", "Hidden"]]),
      picked("rating", "Stars", [["", "Any"], ...[1, 2, 3, 4, 5].map((one) => [one, `${one} ${one === 1 ? "star" : "stars"}`])]),
      picked("verified_purchase", "Bought", [["", "All"], ["true", "Bought here"], ["false", "Not bought here"]]),
    ],
    columns: [
      ["Review", (one) => [h("b", {}, one.title || "Without a title"), one.body ? h("p", { class: "note-text" }, one.body) : null, h("small", {}, `${one.author}, `, onDay(one.created_at)), one.hidden_reason ? h("small", {}, `Hidden: ${one.hidden_reason}`) : null]],
      ["Product", (one) => link(`/admin/products/${one.product_id}`, one.product_name)],
      ["Stars", (one) => h("span", { class: "stars" }, h("span", { class: "stars-ink", "data-half": one.rating * 2, "aria-hidden": "true" }), h("span", { class: "unseen" }, `${one.rating} of 5`))],
      ["State", (one) => state(one.hidden ? "hidden" : "shown")],
      ["", (one) => button(one.hidden ? "Show again" : "Hide", decide(one), one.hidden ? "button-plain button-small" : "button-danger button-small", { "aria-label": `${one.hidden ? "Show again" : "Hide"}: ${one.title || one.author}` }), "acts"],
    ],
    empty: "Nobody has written a review yet.",
  });
  return page(head("Reviews"), shown.element);
}
