import { all, post, remove } from "./api.js";
import { confirm } from "./ask.js";
import { button, fresh, h, panel } from "./dom.js";
import { act, choice, form, instant, text } from "./form.js";
import { head, list, page } from "./list.js";
import { guard } from "./router.js";
import { onDay, state, tell, when } from "./show.js";
import { say } from "../say.js";

const standing = (one) => (one.revoked_at ? "revoked" : one.expires_at && new Date(one.expires_at) < new Date() ? "expired" : "active");

/** Keys for programs: made, shown once, ended. */
export default async function tokens() {
  const sellers = await all("/api/admin/sellers", { status: "active" }).catch(() => []);
  const box = h("div", { class: "admin-page" });
  const shown = list("/api/admin/tokens", {
    name: ["token", "tokens"],
    columns: [
      ["Token", (one) => [h("b", {}, one.name), h("small", { class: "mono" }, `${one.prefix}…`)]],
      ["Role", (one) => [one.role, one.seller ? h("small", {}, one.seller.name) : null]],
      ["State", (one) => state(standing(one))],
      ["Made", (one) => onDay(one.created_at)],
      ["Ends", (one) => (one.expires_at ? when(one.expires_at) : "never")],
      ["", (one) => standing(one) === "active" && button("Revoke", (event) => act(event, async () => {
        if (!(await confirm(`Revoke ${one.name}?`, "Whatever uses it is refused from now on.", "Revoke"))) return;
        await remove(`/api/admin/tokens/${one.id}`);
        tell(`${one.name} is revoked.`);
        await shown.again();
      }), "button-danger button-small", { "aria-label": `Revoke ${one.name}` }), "acts"],
    ],
    empty: "There are no tokens yet.",
  });
  function again() {
    const seller = choice("/seller", "Acts for", "", sellers.map((one) => [one.id, one.name]), { number: true });
    const role = choice("/role", "Role", "admin", [["admin", "Admin: everything"], ["seller", "Seller: what is theirs"], ["customer", "Customer: reading"]]);
    const turn = () => (seller.box.hidden = role.input.value !== "seller");
    role.input.addEventListener("change", turn);
    turn();
    const read = seller.read;
    seller.read = () => (role.input.value === "seller" ? read() : undefined);
    const ends = instant("/expires_at", "Ends", null, { optional: true });
    const fields = [text("/name", "What it is for", "", { max: 200 }), role, seller, ends];
    box.replaceChildren(panel("New token", form(fields, async (body) => {
      const made = await post("/api/admin/tokens", body);
      guard(() => false);
      secret(made);
      await shown.again();
    }, { yes: "Make the token" })));
  }
  function secret(made) {
    const id = fresh("secret");
    const field = h("input", { id, value: made.token, readonly: true, class: "mono", autocomplete: "off", spellcheck: "false" });
    const copy = button("Copy", async () => {
      try {
        await navigator.clipboard.writeText(made.token);
      } catch {
        // Without leave, or without HTTPS: the reader copies it.
        field.select();
        document.execCommand("copy");
      }
      tell("Copied.");
    }, "");
    box.replaceChildren(panel("Keep it now", h("p", {}, `The secret of ${made.name} is shown this once.`), h("div", { class: "field" }, h("label", { for: id }, "Token"), field), h("div", { class: "row" }, copy, button("I have it", again))));
    field.focus();
    field.select();
    say("The token is made. Its secret is shown once.");
  }
  again();
  return page(head("Tokens"), h("p", { class: "quiet" }, "For programs that use the API instead of people."), h("div", { class: "two" }, shown.element, box));
}
