import { get, post } from "./api.js";
import { button, h, link, panel } from "./dom.js";
import { act } from "./form.js";
import { head, page } from "./list.js";
import { open } from "./router.js";
import { state, tell, when } from "./show.js";
import { due, unsent } from "./unsent.js";

export default async function letter({ id }) {
  const [is, { has_mail_server: hasServer }] = await Promise.all([get(`/api/admin/outbox/${id}`), get("/api/admin/outbox", { limit: 1 })]);
  const fact = (name, value) => value && h("div", {}, h("dt", {}, name), h("dd", {}, value));
  return page(
    head(is.subject, state(is.state)),
    is.state !== "sent" && unsent(hasServer),
    h("div", { class: "two" },
      panel("What it says", h("pre", { class: "mono mono-block", tabindex: 0, "aria-label": "The letter" }, is.body)),
      panel("Sending", h("dl", { class: "facts" }, fact("To", is.recipient), fact("Written", when(is.created_at)), fact("Tries", String(is.attempts)), is.sent_at && fact("Sent", when(is.sent_at)), hasServer && is.next_attempt_at && fact("Next try", when(is.next_attempt_at)), fact("Last error", is.last_error), is.order_id && fact("Order", link(`/admin/orders/${is.order_id}`, "See the order"))),
        is.state !== "sent" && h("div", { class: "row" }, button("Send again", (event) => act(event, async () => {
          await post(`/api/admin/outbox/${is.id}/retry`);
          tell(due(hasServer));
          await open();
        }), "")))));
}
